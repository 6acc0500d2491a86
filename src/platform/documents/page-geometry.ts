/** Measures of a printed page after GB/T 9704-2012, in the units of the file format. */

const TWIPS_PER_MM = 1440 / 25.4;
const TWIPS_PER_POINT = 20;

/** Twentieths of a point in a number of millimeters. */
export function twipsOfMm(millimeters: number): number {
  return Math.round(millimeters * TWIPS_PER_MM);
}

/** Width of the text area: the sum of a full-width table's columns. */
export const TEXT_WIDTH_MM = 156;

const PAGE_WIDTH_MM = 210;
const PAGE_HEIGHT_MM = 297;
const MARGIN_TOP_MM = 37;
const MARGIN_LEFT_MM = 28;
const TEXT_HEIGHT_MM = 225;
const LINES_PER_PAGE = 22;
/** Body characters that fit on a line. */
export const CHARACTERS_PER_LINE = 28;
/** From the lower edge of the paper to the page number, which stands 7 mm under the text area. */
const FOOTER_MM = 23;

/** Size of body text, 三号, in points. */
const BODY_POINTS = 16;

/** A4 with the margins that leave a text area of 156 × 225 mm. */
export const PAGE = {
  size: { width: twipsOfMm(PAGE_WIDTH_MM), height: twipsOfMm(PAGE_HEIGHT_MM) },
  margin: {
    top: twipsOfMm(MARGIN_TOP_MM),
    left: twipsOfMm(MARGIN_LEFT_MM),
    right: twipsOfMm(PAGE_WIDTH_MM - MARGIN_LEFT_MM - TEXT_WIDTH_MM),
    bottom: twipsOfMm(PAGE_HEIGHT_MM - MARGIN_TOP_MM - TEXT_HEIGHT_MM),
    footer: twipsOfMm(FOOTER_MM),
  },
} as const;

/** Exact line spacing that puts 22 lines on a page: 28.95 pt. */
export const BODY_LINE_TWIPS = Math.floor(twipsOfMm(TEXT_HEIGHT_MM) / LINES_PER_PAGE);

/**
 * How much closer each body character is set, in twentieths of a point, so that 28 fit on a line. Programs disagree about what a grid of
 * characters means; they agree about spacing.
 */
export const BODY_CHARACTER_SPACING = Math.floor(twipsOfMm(TEXT_WIDTH_MM) / CHARACTERS_PER_LINE) - BODY_POINTS * TWIPS_PER_POINT;

/** Width of one body character on a line. */
export const BODY_CHARACTER_TWIPS = BODY_POINTS * TWIPS_PER_POINT + BODY_CHARACTER_SPACING;
