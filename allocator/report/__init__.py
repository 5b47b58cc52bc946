"""What planners hold in their hands: memo, pictures, workbook. Never imports optimize or app."""
