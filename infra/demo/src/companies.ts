import { makeCreditCode } from '@yizhan/codes';

/** A fictitious company (示例): name and code are of nobody by intent; the code passes its checks. */
export interface DemoCompany {
  readonly ref: string;
  readonly login: string;
  readonly name: string;
  readonly creditCode: string;
  readonly division: string;
  readonly industry: string;
  readonly product: string;
}

type Row = readonly [name: string, division: string, industry: string, product: string];

/** Companies of the demo beside the two that the accounts name already: over towns and branches of industry. */
const rows: readonly Row[] = [
  ['示例精工机械', '330182001', '3451', '精密轴承'],
  ['示例云栖包装', '330182001', '2231', '纸质包装箱'],
  ['示例新安食品', '330182001', '1399', '山茶油深加工制品'],
  ['示例洋溪照明', '330182002', '3872', 'LED照明灯具'],
  ['示例洋安水务设备', '330182002', '3597', '水处理设备'],
  ['示例更楼化纤', '330182003', '2822', '涤纶长丝'],
  ['示例更新五金', '330182003', '3351', '建筑五金件'],
  ['示例莲花生物', '330182101', '2740', '中药饮片'],
  ['示例乾潭五金工具', '330182102', '3322', '手工具'],
  ['示例乾源家纺', '330182102', '1771', '家用纺织品'],
  ['示例富春紧固件', '330182102', '3482', '高强度紧固件'],
  ['示例梅城电子', '330182104', '3976', '光电组件'],
  ['示例严州酒业', '330182104', '1512', '白酒'],
  ['示例三江塑业', '330182104', '2929', '环保塑料制品'],
  ['示例杨村桥草莓食品', '330182105', '1373', '果品罐头'],
  ['示例杨桥建材', '330182105', '3021', '装配式水泥构件'],
  ['示例下涯智能装备', '330182106', '3491', '工业机器人'],
  ['示例下涯新能源', '330182106', '3825', '光伏组件'],
  ['示例大洋化工材料', '330182107', '2669', '电子化学品'],
  ['示例大洋精密铸造', '330182107', '3391', '精密铸件'],
  ['示例三都柑橘制品', '330182108', '1373', '柑橘罐头'],
  ['示例寿昌航空部件', '330182109', '3749', '航空紧固部件'],
  ['示例寿昌医疗器械', '330182109', '3581', '医用诊断设备'],
  ['示例通航复材', '330182109', '3062', '玻璃纤维增强制品'],
  ['示例航头石材', '330182110', '3032', '建筑用石'],
  ['示例航头汽配', '330182110', '3670', '汽车零部件'],
  ['示例大慈岩竹木', '330182111', '2041', '竹制品'],
  ['示例大同碳酸钙', '330182112', '2619', '轻质碳酸钙'],
  ['示例大同粮油', '330182112', '1311', '大米加工'],
  ['示例李家钙业', '330182113', '3012', '氧化钙制品'],
  ['示例钦堂新材', '330182202', '3099', '功能性填料'],
  ['示例开发区光学', '330182900', '4040', '光学镜片'],
  ['示例开发区数控', '330182900', '3421', '数控机床'],
  ['示例开发区储能', '330182900', '3849', '储能电池模组'],
];

const serialOf = (index: number): string => `MADEM${String(index + 3).padStart(2, '0')}A`;

/** The two that people of the demo sign in for: `qiye` and `qiye2`. */
export const photonics: DemoCompany = {
  ref: 'xinan-photonics',
  login: 'qiye',
  name: '建德市新安光电科技有限公司',
  creditCode: '91330182MADEMA019H',
  division: '330182104',
  industry: '3976',
  product: '光电组件',
};
export const materials: DemoCompany = {
  ref: 'example-materials',
  login: 'qiye2',
  name: '建德市示例新材料有限公司',
  creditCode: '91330182MADEMA027C',
  division: '330182104',
  industry: '2929',
  product: '环保塑料制品',
};

export const otherCompanies: readonly DemoCompany[] = rows.map(
  ([name, division, industry, product], index) => ({
    ref: `demo-${index + 1}`,
    login: `qiye-${index + 1}`,
    name: `建德市${name}有限公司`,
    creditCode: makeCreditCode('9', '1', '330182', serialOf(index)),
    division,
    industry,
    product,
  }),
);
