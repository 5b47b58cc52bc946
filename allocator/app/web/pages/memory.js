// What a page that is loaded anew finds again; where the browser keeps nothing, nothing is found.

const place = (name) => `allocator ${name}`;

export function remember(name, text) {
  try {
    sessionStorage.setItem(place(name), text);
  } catch {
    // no room: the page has it all the same, only a reload would lose it
  }
}

/** Return what was remembered, or null. */
export function recall(name) {
  try {
    return sessionStorage.getItem(place(name));
  } catch {
    return null; // the browser keeps nothing for this address
  }
}
