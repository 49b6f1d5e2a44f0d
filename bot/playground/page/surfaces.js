// A surface is where blocks are drawn: a message, the Home tab, a form. It knows whom a press goes to and
// keeps what was filled in.

import { api } from "./api.js";
import { model } from "./model.js";
import { toastTrouble } from "./toast.js";

export class Surface {
  /**
   * `address` is {channel, ts} for a message, {view_id} for a view; `kept` is what was filled in before
   * a redraw.
   */
  constructor(address, kept = {}) {
    this.address = address;
    this.kept = kept;
    this.filled = {};
  }

  /** What is in a field now: what the person put there, else what the app proposed. */
  state(block, element, proposed) {
    const kept = this.kept[block.block_id]?.[element.action_id];
    return kept && kept.type === element.type ? kept : { type: element.type, ...proposed };
  }

  note(block, element, state) {
    (this.filled[block.block_id] ??= {})[element.action_id] = { type: element.type, ...state };
  }

  /** Tells the app that an element was used. In a form's inputs it is only told when the app asked to be. */
  async act(block, element, extra = {}) {
    if (block.type === "input" && !block.dispatch_action) return;
    const values = this.address.view_id ? { values: this.filled } : {};
    try {
      await api.press({ ...this.aimedAt(block, element), ...values, ...extra });
    } catch (trouble) {
      toastTrouble(trouble);
    }
  }

  options(block, element, query) {
    return api.options({ ...this.aimedAt(block, element), query });
  }

  aimedAt(block, element) {
    return { as: model.me.id, ...this.address, block_id: block.block_id, action_id: element.action_id };
  }
}

/** The marks that let a test or a stylesheet find an element by the app's own ids. */
export function marks(block, element) {
  return { blockId: block.block_id, actionId: element.action_id };
}
