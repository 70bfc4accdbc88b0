import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { ask, GatewayError, keepAccessToken, type Refused, renewBy } from '../api/graphql.ts';
import {
  RefreshSessionDocument,
  type SignedInFieldsFragment,
  SignInDocument,
  SignOutDocument,
} from '../generated/graphql.ts';

export type Me = SignedInFieldsFragment['me'];

export type SessionState =
  | { readonly at: 'starting' }
  | { readonly at: 'out'; readonly because?: 'idle' | 'expired' | 'left' }
  | { readonly at: 'in'; readonly me: Me };

const idleMs = 30 * 60_000;
const activityKey = 'yizhan-last-activity';
/** Each movement of a finger is activity; once in so long is often enough to tell the other tabs. */
const tellActivityMs = 5_000;
const renewAheadMs = 60_000;

const createSession = () => {
  let state: SessionState = { at: 'starting' };
  const listeners = new Set<() => void>();
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  let lastActivity: number | null = null;
  let toldAt = 0;

  /** When the person last did something, in whichever tab of this browser; null where nothing is known. */
  const activity = (): number | null => {
    const told = Number(localStorage.getItem(activityKey) ?? Number.NaN);
    const known = [lastActivity, told].filter((at): at is number => at !== null && Number.isFinite(at));
    return known.length === 0 ? null : Math.max(...known);
  };
  const touch = (): void => {
    const now = Date.now();
    lastActivity = now;
    if (now - toldAt < tellActivityMs) return;
    toldAt = now;
    localStorage.setItem(activityKey, String(now));
  };

  const become = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const leave = (because: 'idle' | 'expired' | 'left'): void => {
    clearTimeout(renewal);
    keepAccessToken(null);
    become({ at: 'out', because });
  };
  const enter = ({ accessToken, expiresAt, me }: SignedInFieldsFragment): void => {
    keepAccessToken(accessToken);
    clearTimeout(renewal);
    // The token's end is told in the server's time, which a demo may set; a wrong clock here must not renew in a loop.
    const left = Date.parse(expiresAt) - Date.now() - renewAheadMs;
    renewal = setTimeout(() => void refresh(), Math.min(Math.max(left, 60_000), 8 * 60_000));
    become({ at: 'in', me });
  };

  const refresh = async (): Promise<boolean> => {
    running ??= (async () => {
      try {
        const since = activity();
        const idleSeconds = since === null ? null : Math.max(0, Math.round((Date.now() - since) / 1000));
        const { refreshSession } = await ask(RefreshSessionDocument, { idleSeconds });
        if (refreshSession.__typename === 'SignedIn') {
          enter(refreshSession);
          return true;
        }
        if (refreshSession.code === 'SESSION_IDLE') leave('idle');
        else if (state.at === 'in') leave('expired');
        else become({ at: 'out' });
        return false;
      } catch (error) {
        const isOffline = error instanceof GatewayError && error.code === 'OFFLINE';
        if (state.at === 'in' && isOffline) renewal = setTimeout(() => void refresh(), 15_000);
        else if (state.at === 'starting') become({ at: 'out' });
        return false;
      } finally {
        running = null;
      }
    })();
    return await running;
  };
  renewBy(refresh);

  const signIn = async (loginName: string, password: string): Promise<Refused | null> => {
    const { signIn: answer } = await ask(SignInDocument, { input: { loginName, password } });
    if (answer.__typename === 'Refused') return answer;
    touch();
    enter(answer);
    return null;
  };

  const signOut = async (because: 'idle' | 'left' = 'left'): Promise<void> => {
    await ask(SignOutDocument).catch(() => undefined);
    leave(because);
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: (): SessionState => state,
    refresh,
    signIn,
    signOut,
    touch,
    endWhenIdle: (): void => {
      if (state.at === 'in' && Date.now() - (activity() ?? 0) > idleMs) void signOut('idle');
    },
  };
};

export const session = createSession();

const SessionContext = createContext<SessionState>({ at: 'starting' });
const activities = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

/** Takes up the session at load and ends it after half an hour without activity. */
export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const state = useSyncExternalStore(session.subscribe, session.read);
  useEffect(() => {
    void session.refresh();
    for (const activity of activities) window.addEventListener(activity, session.touch, { passive: true });
    const timer = setInterval(session.endWhenIdle, 30_000);
    return () => {
      clearInterval(timer);
      for (const activity of activities) window.removeEventListener(activity, session.touch);
    };
  }, []);
  return <SessionContext value={state}>{children}</SessionContext>;
};

export const useSession = (): SessionState => useContext(SessionContext);

/** The person signed in; only below a page that asks for one. */
export const useMe = (): Me => {
  const state = useSession();
  if (state.at !== 'in') throw new Error('no one is signed in');
  return state.me;
};
