import { z } from 'zod';

export type ProjectId = string & { readonly __brand: 'ProjectId' };
export type ParcelId = string & { readonly __brand: 'ParcelId' };

/** `prefix_` and 24 characters of Crockford base 32, derived (see aggregate's `derivedId`). */
const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{24}$`));

export const projectIdSchema = idOf('prj').transform((id) => id as ProjectId);
export const parcelIdSchema = idOf('pcl').transform((id) => id as ParcelId);
export const caseIdSchema = z.string().regex(/^[a-z]{3}_[0-9a-z]{24}$/);
export const countySchema = z.string().regex(/^\d{6}$/);
/** 'YYYY-MM-DD' of a day that exists. */
export const legalDateSchema = z.iso.date();
/** A decimal number as a string: money in 万元, areas, quantities; never negative. */
export const decimalSchema = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d{1,6})?$/);
// Ends of lines, tabs and what joins letters are written; the rest of these nobody sees, and some turn what stands beside.
const unwritten = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const visible = /[^\s\u200c\u200d]/u;

/** As it is read: without marks that turn or hide what stands beside them, and without halves of a character. */
const written = (text: string): string => {
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n').replace(unwritten, '');
  return visible.test(clean) ? clean.trim() : '';
};

/** What may be left empty, else as it is read. */
export const writtenSchema = z.string().overwrite(written);

/** A line or a paragraph that a person typed: trimmed, not empty to the eye, nothing in it that is not there to be read. */
export const textSchema = (max: number) => z.string().overwrite(written).min(1).max(max);
