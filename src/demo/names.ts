// Names as people bear them in Morocco, in Latin and in Arabic letters.
import type { Said } from './said.ts'

const read = (lines: string): Said[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [fr = '', ar = ''] = line.split('=').map((half) => half.trim())
      return { fr, ar }
    })

export const women = read(`
  Fatima Zahra = فاطمة الزهراء
  Khadija = خديجة
  Zineb = زينب
  Malika = مليكة
  Rachida = رشيدة
  Naïma = نعيمة
  Aïcha = عائشة
  Hafida = حفيظة
  Samira = سميرة
  Latifa = لطيفة
  Rkia = رقية
  Saadia = السعدية
  Zahra = الزهرة
  Fadma = فاضمة
  Nezha = نزهة
  Hanane = حنان
  Touria = ثريا
  Jamila = جميلة
  Mina = مينة
  Amina = أمينة
  Ghizlane = غزلان
  Ijja = إيجة
  Itto = إيطو
  Keltoum = كلثوم
  Loubna = لبنى
  Bouchra = بشرى
  Halima = حليمة
  Souad = سعاد
  Najat = نجاة
  Mbarka = مباركة
`)

export const men = read(`
  Mohamed = محمد
  Rachid = رشيد
  Brahim = إبراهيم
  Hassan = حسن
  Lahcen = لحسن
  Abdellah = عبد الله
  Mustapha = مصطفى
  Said = سعيد
  Abdelkader = عبد القادر
  Driss = إدريس
  Khalid = خالد
  Omar = عمر
  El Houssine = الحسين
  Moha = موحى
  Jamal = جمال
  Abderrahim = عبد الرحيم
  Bouchaïb = بوشعيب
  Larbi = العربي
`)

export const families = read(`
  El Idrissi = الإدريسي
  Ouhaddou = أوحدو
  Bennani = بناني
  Aït Lahcen = أيت لحسن
  Chakir = شاكر
  Oulhaj = أولحاج
  Sebti = السبتي
  Tazi = التازي
  Boutaleb = بوطالب
  El Amrani = العمراني
  Ouchen = أوشن
  Aït Baha = أيت باها
  Zerhouni = الزرهوني
  Bouazza = بوعزة
  El Fassi = الفاسي
  Laâroussi = العروسي
  Hamdaoui = الحمداوي
  Oubihi = أوبيهي
  El Mansouri = المنصوري
  Belhaj = بلحاج
  Rahmouni = الرحموني
  Ezzahraoui = الزهراوي
  Kabbaj = القباج
  Mouhib = موهيب
  Aït Ali = أيت علي
  Bouhlal = بوهلال
  El Khattabi = الخطابي
  Toumi = التومي
  Azzouzi = العزوزي
  Lamine = لمين
  Ould Sidi = ولد سيدي
  El Gharbi = الغربي
  Benhaddou = بنحدو
  Skalli = السقلي
  Amezian = أمزيان
  Chraïbi = الشرايبي
  El Ouardi = الوردي
  Nachit = ناشيط
  Saïdi = السعيدي
  Ouaziz = أوعزيز
`)

export const girls = read(`
  Salma = سلمى
  Aya = آية
  Hiba = هبة
  Doha = ضحى
  Imane = إيمان
  Chaïma = شيماء
  Nour = نور
  Meryem = مريم
  Wissal = وصال
  Kaoutar = كوثر
  Hajar = هاجر
  Rim = ريم
`)

export const boys = read(`
  Yassine = ياسين
  Adam = آدم
  Ilyas = إلياس
  Anas = أنس
  Hamza = حمزة
  Ayoub = أيوب
  Ziad = زياد
  Walid = وليد
  Othmane = عثمان
  Zakaria = زكرياء
  Badr = بدر
  Reda = رضا
`)

/** Who writes for others: lawyers and organisations. */
export const lawyers = read(`
  Maître Ilham Bensouda = الأستاذة إلهام بنسودة
  Maître Abdelhak Oudghiri = الأستاذ عبد الحق الودغيري
  Maître Samir Belkadi = الأستاذ سمير بلقاضي
`)

export const organisations = read(`
  Association Tifaouine pour le développement = جمعية تيفاوين للتنمية
  Association des parents de l’école Ibn Tofaïl = جمعية آباء مدرسة ابن طفيل
  Association Al Wifaq pour l’entraide = جمعية الوفاق للتعاون
  Association Nour des veuves et orphelins = جمعية نور للأرامل والأيتام
`)

export const schools = read(`
  l’école Ibn Khaldoun = مدرسة ابن خلدون
  l’école Al Massira = مدرسة المسيرة
  le groupe scolaire Oued Eddahab = مجموعة مدارس وادي الذهب
  le collège Moulay Ismaïl = إعدادية مولاي إسماعيل
  le collège Tarik Ibn Ziad = إعدادية طارق بن زياد
  l’école Fatima El Fihria = مدرسة فاطمة الفهرية
`)

export const residences = read(`
  la résidence Al Firdaous = إقامة الفردوس
  la résidence Ennakhil = إقامة النخيل
  la résidence Al Wahda = إقامة الوحدة
  la résidence Riad Essalam = إقامة رياض السلام
  la résidence Jnane Atlas = إقامة جنان الأطلس
`)
