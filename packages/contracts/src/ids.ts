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
/** A line or a paragraph that a person typed: trimmed, not empty. */
export const textSchema = (max: number) => z.string().trim().min(1).max(max);
