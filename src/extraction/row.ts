import type { BoxPx } from '../domain/geometry.ts';

/** The least box round all of them. */
export const union = (boxes: readonly BoxPx[]): BoxPx => ({
  x0: Math.min(...boxes.map((box) => box.x0)),
  y0: Math.min(...boxes.map((box) => box.y0)),
  x1: Math.max(...boxes.map((box) => box.x1)),
  y1: Math.max(...boxes.map((box) => box.y1)),
});

/** A word, or the part of a word on one side of a colon or a dotted leader. */
export interface Token {
  /** NFC, without leaders. */
  readonly text: string;
  /** Lower-case letters and digits without marks; empty for punctuation. */
  readonly folded: string;
  readonly box: BoxPx;
  /** 0 to 1. */
  readonly confidence: number;
  /** What recognition made of it, when `text` is the word that the page's misreadings show it to be (misreadings.ts). */
  readonly read?: string;
  /** What it may be instead, when the page's misreadings leave it open. */
  readonly perhaps?: string;
}

/** The number of a row or an item: "1.", "12)", "(3)", "[04]", "II.", "a)". */
export const ITEM_NUMBER = /^[([]?(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)\]]{1,2}$/u;

/** What stands on one height of the page, left to right, across the blocks that recognition made of it. */
export interface Row {
  /** 0-based page, and 0-based index over the rows of all pages in reading order. */
  readonly page: number;
  readonly index: number;
  /** Which page of an opened sheet (A3 with two pages of A4 side by side), left to right; 0 on a page by itself. */
  readonly leaf: number;
  /** Margins of its page or leaf: where most words begin and end, px. */
  readonly left: number;
  readonly right: number;
  readonly tokens: readonly Token[];
  readonly box: BoxPx;
  /** Height of its letters in px: the unit of distances. */
  readonly heightPx: number;
}

export interface Layout {
  readonly pages: readonly {
    readonly widthPx: number;
    readonly heightPx: number;
    readonly left: number;
    readonly right: number;
  }[];
  readonly rows: readonly Row[];
}
