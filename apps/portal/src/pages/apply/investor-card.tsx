import { checkCreditCode } from '@yizhan/codes';
import { Card, Form, Input, Radio } from 'antd';

/** Who applies. A check character that disagrees is told, and an administrator may let it in. */
export const InvestorCard = () => {
  const form = Form.useFormInstance();
  const kind: unknown = Form.useWatch(['investor', 'kind'], form);
  const code: unknown = Form.useWatch(['investor', 'creditCode'], form);
  const checked = typeof code === 'string' && code.trim().length === 18 ? checkCreditCode(code) : null;
  const codeFault = checked?.ok === false ? checked.zh : null;
  return (
    <Card title={<h2>投资主体</h2>}>
      <Form.Item name={['investor', 'kind']} label="主体类型">
        <Radio.Group
          options={[
            { value: 'company', label: '已登记企业' },
            { value: 'toBeFounded', label: '拟设立企业（尚未登记）' },
          ]}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name={['investor', 'name']}
          label="企业名称"
          rules={[{ required: true, message: '请填写企业名称' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        {kind === 'toBeFounded' ? null : (
          <Form.Item
            name={['investor', 'creditCode']}
            label="统一社会信用代码"
            extra={
              codeFault === null
                ? '18 位，营业执照上的编号'
                : `${codeFault}。确认与营业执照一致的，请联系系统管理员核准放行`
            }
            rules={[
              { required: true, message: '请填写统一社会信用代码' },
              { len: 18, message: '统一社会信用代码应为18位' },
            ]}
          >
            <Input maxLength={18} />
          </Form.Item>
        )}
      </div>
    </Card>
  );
};
