import { describe, expect, it } from 'vitest';
import { findPasswordFault } from '../src/domain/password.ts';

describe('a password has ten characters of three of the four classes, and not the login name', () => {
  it.each([
    ['Abcdefgh12', undefined],
    ['abcdefgh1!', undefined],
    ['ABCDEFGH1!', undefined],
    ['中文密码也算符号Ab1', undefined],
    ['Abcdefg12', 'PASSWORD_WEAK'],
    ['abcdefgh12', 'PASSWORD_WEAK'],
    ['abcdefghij', 'PASSWORD_WEAK'],
    ['1234567890!', 'PASSWORD_WEAK'],
    ['My-QIYE-2026', 'PASSWORD_HOLDS_NAME'],
  ])('%s: %s', (password, code) => {
    expect(findPasswordFault(password, 'qiye')?.code).toBe(code);
  });
});
