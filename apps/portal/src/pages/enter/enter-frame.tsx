import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { zhCn } from '../../words/zh-cn.ts';

/** The frame of what is open to whoever has not signed in. */
export const EnterFrame = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="sign-in">
    <div>
      <h1 style={{ color: '#fff', textAlign: 'center', marginBlock: '0 16px' }}>{zhCn.product}</h1>
      <Card title={<h2>{title}</h2>} extra={<Link to="/login">返回登录</Link>}>
        {children}
      </Card>
    </div>
  </main>
);
