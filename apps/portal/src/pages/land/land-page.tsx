import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Select, Tag } from 'antd';
import { useState } from 'react';
import { parcelsQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { CommandDrawer, type Intended } from '../../parts/command-drawer.tsx';
import { Answered } from '../../parts/status.tsx';

const statuses = {
  reserved: '储备',
  evaluating: '评估中',
  drafting: '指标拟定',
  countersigning: '指标会签',
  approved: '方案批准',
  filed: '已备案',
  listed: '公告中',
  failed: '流拍',
  awarded: '成交',
  contracted: '已签双合同',
  annotated: '已备注登记',
  building: '在建',
  completionReview: '竣工复核',
  operating: '初始运行',
  productionReview: '达产复核',
  rectifying: '整改',
  breach: '违约处置',
  fulfilled: '履约完成',
  returned: '退出',
  cancelled: '登记撤销',
};

/** 标准地: the parcels that one may see. */
export const LandPage = () => {
  const me = useMe();
  const [status, setStatus] = useState<string | undefined>();
  const [intended, setIntended] = useState<Intended | null>(null);
  const parcels = useQuery(parcelsQuery(status));
  const mayRegister = me.roles.some((role) => role === 'territory' || role === 'land');
  return (
    <>
      <div className="head">
        <h1>标准地</h1>
        {mayRegister ? (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            data-testid="register-parcel"
            onClick={() =>
              setIntended({
                commands: ['registerParcel'],
                caseId: null,
                subject: '新地块',
                initial: me.roles.includes('territory') && me.unit !== null ? { division: me.unit } : {},
              })
            }
          >
            登记地块
          </Button>
        ) : null}
      </div>
      <Card>
        <Select
          allowClear
          placeholder="全部状态"
          aria-label="按状态筛选"
          style={{ width: 180, marginBlockEnd: 8 }}
          value={status}
          onChange={setStatus}
          options={Object.entries(statuses).map(([value, label]) => ({ value, label }))}
        />
        <Answered asked={parcels}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty description="目前没有可查看的地块" />
            ) : (
              <ul className="turns">
                {rows.map((row) => (
                  <li key={row.id} className="turn" data-testid="parcel-row">
                    <div>
                      <div className="what">
                        <Link to="/land/$parcelId" params={{ parcelId: row.id }}>
                          {row.name}
                        </Link>{' '}
                        <Tag color="processing">{row.statusZh}</Tag>
                      </div>
                      <div className="facts">
                        <span>{row.parcelCode}</span>
                        <span>{row.divisionName}</span>
                        <span>
                          {row.mu} 亩（{row.area} 平方米）
                        </span>
                        {row.indicators.length === 0 ? null : <span>{row.indicators.length} 项指标</span>}
                        {row.dueOn === null ? null : <span>{row.dueOn} 前办理</span>}
                      </div>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      </Card>
      <CommandDrawer intended={intended} onClose={() => setIntended(null)} />
    </>
  );
};
