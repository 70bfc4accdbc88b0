/**
 * One intention of a person: as long as what is sent stays the same it is sent under one key, so that a retry after a
 * broken connection does nothing twice. Changed content is a new intention.
 */
export const createIntention = (makeKey: () => string = () => crypto.randomUUID()) => {
  let content: string | null = null;
  let key = '';
  return {
    keyFor: (payload: object): string => {
      const now = JSON.stringify(payload);
      if (now !== content) {
        content = now;
        key = makeKey();
      }
      return key;
    },
  };
};
