import type { LocalDate } from '../clock/local-date.js';

/** One holiday of an announcement, with the days of weekends that are worked for it. */
export interface AnnouncedHoliday {
  name: string;
  firstDay: LocalDate;
  lastDay: LocalDate;
  makeUpDays: readonly LocalDate[];
}

/** A year as the State Council announced it. */
export interface AnnouncedYear {
  year: number;
  source: string;
  holidays: readonly AnnouncedHoliday[];
}

const holiday = (name: string, firstDay: LocalDate, lastDay: LocalDate, ...makeUpDays: LocalDate[]): AnnouncedHoliday => ({
  name,
  firstDay,
  lastDay,
  makeUpDays,
});

/** The years that come with the program. A later one is imported, or comes with a later release. */
export const SHIPPED_YEARS: readonly AnnouncedYear[] = [
  {
    year: 2024,
    source: '国务院办公厅关于2024年部分节假日安排的通知(国办发明电〔2023〕7号)',
    holidays: [
      holiday('元旦', '2024-01-01', '2024-01-01'),
      holiday('春节', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'),
      holiday('清明节', '2024-04-04', '2024-04-06', '2024-04-07'),
      holiday('劳动节', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'),
      holiday('端午节', '2024-06-10', '2024-06-10'),
      holiday('中秋节', '2024-09-15', '2024-09-17', '2024-09-14'),
      holiday('国庆节', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'),
    ],
  },
  {
    year: 2025,
    source: '国务院办公厅关于2025年部分节假日安排的通知(国办发明电〔2024〕12号)',
    holidays: [
      holiday('元旦', '2025-01-01', '2025-01-01'),
      holiday('春节', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'),
      holiday('清明节', '2025-04-04', '2025-04-06'),
      holiday('劳动节', '2025-05-01', '2025-05-05', '2025-04-27'),
      holiday('端午节', '2025-05-31', '2025-06-02'),
      holiday('国庆节、中秋节', '2025-10-01', '2025-10-08', '2025-09-28', '2025-10-11'),
    ],
  },
  {
    year: 2026,
    source: '国务院办公厅关于2026年部分节假日安排的通知(国办发明电〔2025〕7号)',
    holidays: [
      holiday('元旦', '2026-01-01', '2026-01-03', '2026-01-04'),
      holiday('春节', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'),
      holiday('清明节', '2026-04-04', '2026-04-06'),
      holiday('劳动节', '2026-05-01', '2026-05-05', '2026-05-09'),
      holiday('端午节', '2026-06-19', '2026-06-21'),
      holiday('中秋节', '2026-09-25', '2026-09-27'),
      holiday('国庆节', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'),
    ],
  },
];
