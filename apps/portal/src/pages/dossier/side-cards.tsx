import { PhoneOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Card, Tag } from 'antd';
import type { Dossier } from '../../api/queries.ts';
import type { ContactFieldsFragment } from '../../generated/graphql.ts';
import { EnterpriseContact } from '../../parts/enterprise-contact.tsx';
import { checkNames, unitName } from '../../words/names.ts';

const ContactLine = ({ post, contact }: { post: string; contact: ContactFieldsFragment }) => (
  <li>
    {post} {contact.name}{' '}
    {contact.phone === null ? null : (
      <a href={`tel:${contact.phone}`}>
        <PhoneOutlined /> {contact.phone}
      </a>
    )}
  </li>
);

export const AgencyCard = ({
  agency,
  projectId,
  serves,
}: {
  agency: NonNullable<Dossier['agency']>;
  projectId: string;
  /** Whether an agent looks, who may see whom he serves. */
  serves: boolean;
}) => (
  <Card title={<h2>无偿代办</h2>} extra={<Tag>{agency.statusZh}</Tag>}>
    {agency.chiefContact === null && agency.agentContacts.length === 0 ? (
      <p className="muted">尚未指派代办员。代办全程免费，企业自愿委托。</p>
    ) : (
      <ul className="plain">
        {agency.chiefContact === null ? null : (
          <ContactLine post="首席代办员" contact={agency.chiefContact} />
        )}
        {agency.agentContacts.map((contact) =>
          contact === null ? null : <ContactLine key={contact.id} post="代办员" contact={contact} />,
        )}
      </ul>
    )}
    {serves ? <EnterpriseContact projectId={projectId} /> : null}
  </Card>
);

export const ParcelCard = ({ parcel }: { parcel: Dossier['parcels'][number] }) => (
  <Card title={<h2>标准地</h2>} extra={<Tag>{parcel.statusZh}</Tag>}>
    <Link to="/land/$parcelId" params={{ parcelId: parcel.parcelId }}>
      {parcel.name}
    </Link>
    <div className="muted">宗地代码 {parcel.parcelCode}</div>
  </Card>
);

const resultOf = (passed: boolean | null) =>
  passed === null ? (
    <Tag>待查验</Tag>
  ) : passed ? (
    <Tag color="success">合格</Tag>
  ) : (
    <Tag color="error">需整改</Tag>
  );

export const AcceptanceCard = ({ acceptance }: { acceptance: NonNullable<Dossier['acceptance']> }) => (
  <Card title={<h2>联合竣工验收</h2>} extra={<Tag>{acceptance.statusZh}</Tag>}>
    {acceptance.checks.length === 0 ? (
      <p className="muted">受理后列出需要查验的事项。</p>
    ) : (
      <ul className="plain">
        {acceptance.checks.map((check) => (
          <li key={check.check}>
            {checkNames[check.check] ?? check.check} {resultOf(check.passed)}
            {check.round > 1 ? <Tag>第 {check.round} 轮</Tag> : null}
            <div className="muted small">
              {unitName(check.department)}
              {check.finding === null ? '' : `：${check.finding}`}
            </div>
          </li>
        ))}
        {acceptance.leftOut.map(({ check, reason }) => (
          <li key={check}>
            {checkNames[check] ?? check} <Tag>不参加</Tag>
            <div className="muted small">{reason}</div>
          </li>
        ))}
      </ul>
    )}
  </Card>
);

export const ConclusionCard = ({ conclusion }: { conclusion: NonNullable<Dossier['conclusion']> }) => (
  <Card title={<h2>准入结论</h2>} extra={<Tag color="blue">{conclusion.zh}</Tag>}>
    <p>{conclusion.reason}</p>
    {conclusion.conditions.length === 0 ? null : (
      <ul>
        {conclusion.conditions.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ul>
    )}
    <p className="muted small">
      {conclusion.on} 作出。准入结论是对服务和供地的意见，不是行政许可，不影响备案。
    </p>
  </Card>
);
