import { type Refusal, refusal } from '@yizhan/contracts';
import { passwordClasses, passwordLength } from './limits.ts';

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** What a new password wants (domain §10): length, classes, not the login name. Null when it is good. */
export const findPasswordFault = (
  password: string,
  loginName: string,
  field = 'password',
): Refusal | null => {
  const held = classes.filter((pattern) => pattern.test(password)).length;
  if ([...password].length < passwordLength.value || held < passwordClasses.value)
    return refusal(
      'invalid',
      'PASSWORD_WEAK',
      `密码至少${passwordLength.value}位，须含大写字母、小写字母、数字、符号中的${passwordClasses.value}类`,
      `at least ${passwordLength.value} characters of ${passwordClasses.value} of 4 classes`,
      field,
    );
  if (password.toLowerCase().includes(loginName))
    return refusal(
      'invalid',
      'PASSWORD_HOLDS_NAME',
      '密码不得包含登录名',
      'the login name is part of it',
      field,
    );
  return null;
};
