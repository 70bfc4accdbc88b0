import { CommandDrawer } from '../parts/command-drawer.tsx';
import type { Me } from './session.tsx';

/** One's own password; loaded when it is asked for, as it brings the forms with it. */
export const ChangePassword = ({ me, close }: { me: Me; close: () => void }) => (
  <CommandDrawer
    intended={{ commands: ['changePassword'], caseId: me.id, subject: me.name }}
    onClose={close}
  />
);
