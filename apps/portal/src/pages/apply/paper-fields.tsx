import { Card, Form, Input, Select } from 'antd';
import { useRegisteredCompanies } from '../../parts/registered-company.tsx';

/** At the window: on whose behalf, the true day of receipt, and why. Names stand below `paper`. */
export const PaperFields = () => {
  const form = Form.useFormInstance();
  const company: unknown = Form.useWatch(['paper', 'company'], form);
  const { companies, isFetching, search } = useRegisteredCompanies(company);
  const people = companies.find(({ id }) => id === company)?.people ?? [];
  const required = (message: string) => [{ required: true, message }];
  return (
    <Card title={<h2>窗口代为收件</h2>}>
      <div className="pair">
        <Form.Item name={['paper', 'company']} label="申请企业" rules={required('请选择企业')}>
          <Select
            showSearch={{ filterOption: false, onSearch: search }}
            loading={isFetching}
            placeholder="输入企业名称开头或统一社会信用代码"
            options={companies.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name={['paper', 'owner']} label="企业经办人" rules={required('请选择经办人')}>
          <Select options={people.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name={['paper', 'receivedOn']} label="实际收件日期" rules={required('请填写日期')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name={['paper', 'reason']} label="代为录入的原因" rules={required('请填写原因')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </Card>
  );
};
