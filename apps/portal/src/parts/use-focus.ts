import { type RefObject, useEffect, useRef } from 'react';

/** Takes the focus when it comes in place of what had it, so that whoever has no mouse goes on where he is. */
export const useFocus = <T extends HTMLElement>(): RefObject<T | null> => {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
};
