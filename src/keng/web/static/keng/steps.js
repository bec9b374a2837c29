// @ts-check
// What can be taken back and done again. A step is a list of cells with what stood and what came.
/** @typedef {{key: string, before: string, after: string}} CellStep */

export class Steps {
  constructor() {
    /** @type {CellStep[][]} */
    this.done = [];
    /** @type {CellStep[][]} */
    this.undone = [];
  }

  /** @param {CellStep[]} step */
  add(step) {
    if (step.length === 0) return;
    this.done.push(step);
    this.undone = [];
  }

  /** @returns {{key: string, value: string}[]} the values that stood before the last step */
  back() {
    const step = this.done.pop();
    if (!step) return [];
    this.undone.push(step);
    return step.map(({ key, before }) => ({ key, value: before }));
  }

  /** @returns {{key: string, value: string}[]} the values of the step that was taken back last */
  again() {
    const step = this.undone.pop();
    if (!step) return [];
    this.done.push(step);
    return step.map(({ key, after }) => ({ key, value: after }));
  }
}
