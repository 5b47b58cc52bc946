"""What people hold in their hands: pictures, and the documents that hold them. No solver."""
