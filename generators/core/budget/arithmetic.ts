/** `value`, kept between `low` and `high`. */
export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** `value` rounded down to a multiple of `step`. */
export const floorTo = (step: number, value: number): number => Math.floor(value / step) * step;

/** `value` rounded up to a multiple of `step`. */
export const ceilTo = (step: number, value: number): number => Math.ceil(value / step) * step;

/** That many per cent of `value`, rounded down. In integers, because 1.1 * 100 is more than 110 in floating point. */
export const percent = (rate: number, value: number): number => Math.floor((rate * value) / 100);
