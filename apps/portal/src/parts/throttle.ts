/** Calls at once, then at most once in `ms`: what comes meanwhile is one call at its end. `stop` forgets what waits. */
export const throttle = (
  call: () => void,
  ms: number,
): { readonly ask: () => void; readonly stop: () => void } => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!asked) return;
      asked = false;
      call();
      rest();
    }, ms);
  };
  return {
    ask: () => {
      if (timer !== undefined) {
        asked = true;
        return;
      }
      call();
      rest();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      asked = false;
    },
  };
};
