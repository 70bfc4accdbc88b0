import { expect, it } from 'vitest';
import { areSimilar } from '../src/domain/similar-names.ts';

it.each([
  ['年产10万套光电组件项目', '年产10万套光电组件项目', true],
  ['年产10万套光电组件项目', '年产20万套光电组件建设项目', true],
  ['年产10万套光电组件项目', '年产10万套家具项目', false],
  ['年产10万吨碳酸钙项目', '年产10万套光电组件项目', false],
  ['年产10万套项目', '年产20万套项目', false],
] as const)('%s and %s: %s', (one, other, similar) => expect(areSimilar(one, other)).toBe(similar));
