import { Button } from 'antd';
import accountsFile from '../../../../../infra/local/src/demo-accounts.json';
import { roleName, unitName } from '../../words/names.ts';

/** Holds in a demo installation alone; elsewhere no account has it. */
const demoPassword = 'Yizhan-demo-2026';

/** Loaded only where the server says that it is a demo. */
export const DemoAccounts = ({ choose }: { choose: (loginName: string, password: string) => void }) => (
  <ul className="demo-accounts">
    {accountsFile.accounts.map((account) => (
      <li key={account.loginName}>
        <Button
          type="link"
          size="small"
          style={{ paddingInline: 0 }}
          onClick={() => choose(account.loginName, demoPassword)}
        >
          {account.loginName}
        </Button>{' '}
        <span className="muted">
          {account.name}，{account.unit === undefined ? '' : `${unitName(account.unit)} `}
          {account.roles.map(roleName).join('、')}
        </span>
      </li>
    ))}
  </ul>
);
