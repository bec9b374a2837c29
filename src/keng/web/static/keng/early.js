// @ts-check
// On a slow network people answer before the scripts have come. What the server sent is in the
// default of each control, so whatever differs from it was given by hand and nobody heard it.

/**
 * The controls that a person changed before anything listened. A text that is still being typed
 * is left alone: it tells of itself when it is left.
 * @param {Element} within
 * @returns {Element[]}
 */
export function changedBefore(within) {
  return [...within.querySelectorAll("input, select, textarea")].filter(isChanged);
}

/** @param {Element} control */
function isChanged(control) {
  if (control instanceof HTMLSelectElement) return control.selectedIndex !== sentIndex(control);
  if (control instanceof HTMLTextAreaElement) return isTypedOver(control);
  if (!(control instanceof HTMLInputElement) || control.type === "hidden") return false;
  if (control.type === "file") return control.files !== null && control.files.length > 0;
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  return isTypedOver(control);
}

/** @param {HTMLInputElement | HTMLTextAreaElement} control */
function isTypedOver(control) {
  return control.value !== control.defaultValue && control !== document.activeElement;
}

/**
 * The option that the server chose; where it chose none, the browser shows the first.
 * @param {HTMLSelectElement} control
 */
function sentIndex(control) {
  return Math.max(0, [...control.options].findIndex((one) => one.defaultSelected));
}
