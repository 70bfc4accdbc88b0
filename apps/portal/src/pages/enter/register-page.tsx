import { useNavigate } from '@tanstack/react-router';
import { checkCreditCode } from '@yizhan/codes';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { session } from '../../app/session.tsx';
import { RegisterEnterpriseDocument } from '../../generated/graphql.ts';
import { ConfirmationFields } from './confirmation-fields.tsx';
import { EnterFrame } from './enter-frame.tsx';
import { LoginNameField, PasswordField } from './password-fields.tsx';
import { useAsking } from './use-asking.ts';

interface Typed {
  readonly kind: 'company' | 'toBeFounded';
  readonly companyName: string;
  readonly creditCode?: string;
  readonly legalRepresentative?: string;
  readonly name: string;
  readonly to: string;
  readonly code: string;
  readonly loginName: string;
  readonly password: string;
}

const CompanyFields = () => {
  const kind: unknown = Form.useWatch('kind');
  return (
    <>
      <Form.Item name="kind" label="企业类型">
        <Radio.Group
          options={[
            { value: 'company', label: '已登记企业' },
            { value: 'toBeFounded', label: '拟设立企业（由自然人注册）' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="companyName"
        label={kind === 'toBeFounded' ? '拟设立企业名称' : '企业名称'}
        rules={[{ required: true, message: '请填写企业名称' }]}
        {...(kind === 'toBeFounded' ? { extra: '设立后须在办理项目备案前绑定统一社会信用代码' } : {})}
      >
        <Input maxLength={100} data-testid="company-name" />
      </Form.Item>
      {kind === 'toBeFounded' ? null : (
        <>
          <Form.Item
            name="creditCode"
            label="统一社会信用代码"
            rules={[
              { required: true, message: '请填写统一社会信用代码' },
              {
                validator: async (_rule, value: unknown) => {
                  const checked = checkCreditCode(String(value ?? ''));
                  // A check character alone may have been let in by the administrator: the server knows.
                  if (String(value ?? '') !== '' && !checked.ok && !checked.overridable)
                    throw new Error(checked.zh);
                },
              },
            ]}
          >
            <Input maxLength={18} data-testid="credit-code" />
          </Form.Item>
          <Form.Item
            name="legalRepresentative"
            label="法定代表人"
            rules={[{ required: true, message: '请填写法定代表人' }]}
          >
            <Input maxLength={50} data-testid="legal-representative" />
          </Form.Item>
        </>
      )}
    </>
  );
};

/** 企业注册. */
export const RegisterPage = () => {
  const [form] = Form.useForm<Typed>();
  const navigate = useNavigate();
  const { busy, failure, asking } = useAsking(form);
  const [confirmation, setConfirmation] = useState<string | null>(null);
  const register = async (typed: Typed): Promise<void> => {
    const { kind, to: _to, creditCode, legalRepresentative, loginName, password, ...rest } = typed;
    const answer = await asking(
      async () =>
        (
          await ask(RegisterEnterpriseDocument, {
            input: {
              ...rest,
              loginName,
              password,
              confirmation: confirmation ?? '',
              creditCode: kind === 'company' ? (creditCode?.trim() ?? '') : null,
              ...(kind === 'company' ? { legalRepresentative: legalRepresentative ?? '' } : {}),
            },
          })
        ).registerEnterprise,
    );
    if (answer === null) return;
    await session.signIn(loginName, password);
    await navigate({ to: '/projects' });
  };
  return (
    <EnterFrame title="企业注册">
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: 'company' }}
        onFinish={register}
        scrollToFirstError
      >
        <CompanyFields />
        <Form.Item name="name" label="经办人姓名" rules={[{ required: true, message: '请填写姓名' }]}>
          <Input maxLength={50} autoComplete="name" data-testid="person-name" />
        </Form.Item>
        <Form.Item
          name="to"
          label="手机号码或电子邮箱"
          rules={[{ required: true, message: '请填写手机号码或电子邮箱' }]}
        >
          <Input maxLength={100} data-testid="receiver" />
        </Form.Item>
        <ConfirmationFields
          input={() => {
            const to: unknown = form.getFieldValue('to');
            if (typeof to === 'string' && to.trim() !== '') return { purpose: 'register', to: to.trim() };
            void form.validateFields(['to']).catch(() => undefined);
            return null;
          }}
          onSent={setConfirmation}
        />
        <LoginNameField />
        <PasswordField />
        {failure === null ? null : (
          <Alert type="error" showIcon role="alert" title={failure} style={{ marginBlockEnd: 16 }} />
        )}
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={busy}
          disabled={confirmation === null}
          data-testid="register"
        >
          注册并登录
        </Button>
      </Form>
    </EnterFrame>
  );
};
