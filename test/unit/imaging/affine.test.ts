import { describe, expect, it } from 'vitest';
import { apply, compose, identity, invert, mirror, quarterTurn, turnAbout } from '../../../src/imaging/affine.ts';

describe('affine maps', () => {
  it('turn a landscape image clockwise so that its upper left corner becomes the upper right', () => {
    const turn = quarterTurn(1, 300, 200);
    expect(apply(turn, 0, 0)).toEqual([200, 0]);
    expect(apply(turn, 300, 0)).toEqual([200, 300]);
    expect(apply(turn, 0, 200)).toEqual([0, 0]);
  });

  it('come back to the start after four quarter turns', () => {
    let map = identity;
    let [w, h] = [300, 200];
    for (let i = 0; i < 4; i++) {
      map = compose(map, quarterTurn(1, w, h));
      [w, h] = [h, w];
    }
    expect(apply(map, 17, 5)).toEqual([17, 5]);
  });

  it('turn clockwise as seen for positive degrees', () => {
    const [x, y] = apply(turnAbout(90, 100, 100), 100, 50);
    expect(x).toBeCloseTo(50);
    expect(y).toBeCloseTo(100);
  });

  it('are undone by their inverse', () => {
    const map = compose(mirror(640), turnAbout(3.3, 640, 480));
    const [x, y] = apply(invert(map), ...apply(map, 12.5, 400));
    expect(x).toBeCloseTo(12.5);
    expect(y).toBeCloseTo(400);
  });
});
