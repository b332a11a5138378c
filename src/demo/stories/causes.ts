// What is said of a late batch of payments: to the office, to everybody, and to each person who complained.

/** The cause as it was opened. */
export const lateBatch = {
  titleFr: 'Versement mensuel en retard',
  titleAr: 'تأخر الدفعة الشهرية',
  textFr:
    'Un lot de versements a été rejeté par la trésorerie à cause d’un fichier mal formé. Les droits des bénéficiaires ne sont pas en cause ; le lot est corrigé et repart par tranches.',
  textAr:
    'رُفضت دفعة من التحويلات لدى الخزينة بسبب خلل في الملف. حقوق المستفيدين غير معنية؛ وقد صُحح الملف وتُصرف المبالغ على مراحل.',
}

/** The notice that everybody reads. */
export const lateBatchNotice = {
  titleFr: 'Votre versement du mois est en retard',
  titleAr: 'تأخر صرف الدعم هذا الشهر',
  textFr:
    'Une partie des versements du mois n’est pas arrivée. La faute vient d’un fichier, pas de votre dossier : votre droit est intact.\n\nLes versements repartent par tranches. Chacun recevra la totalité de ce qui lui est dû.',
  textAr:
    'لم يصل جزء من تحويلات هذا الشهر. السبب خلل في ملف إلكتروني وليس في ملفكم: حقكم محفوظ.\n\nتُصرف المبالغ على مراحل، وسيتوصل كل واحد بكامل ما يستحقه.',
  doFr: 'Attendez le message qui annonce votre versement.\nGardez votre carte nationale à jour.\nSi rien n’est arrivé à la fin du mois, appelez-nous ou passez au guichet.',
  doAr: 'انتظروا الرسالة التي تُعلن عن صرف دعمكم.\nاحتفظوا ببطاقة وطنية سارية.\nإذا لم يصلكم شيء عند نهاية الشهر، اتصلوا بنا أو زوروا الشباك.',
  avoidFr:
    'Il n’est pas utile de refaire votre dossier ni de changer de compte.\nNe payez personne : aucun intermédiaire n’accélère un versement.',
  avoidAr: 'لا داعي لإعادة ملفكم ولا لتغيير الحساب.\nلا تدفعوا لأحد: لا وسيط يسرّع صرف الدعم.',
}

/** The answer written once for all. */
export const lateBatchAnswer = {
  textFr:
    'Bonjour,\n\nVotre versement du mois faisait partie d’un lot rejeté à cause d’un fichier mal formé. Votre droit n’est pas en cause.\n\nLe lot a été corrigé et votre versement est reparti. Il arrive là où vous le retirez d’habitude, pour la totalité du montant. Nous vous présentons nos excuses pour ce retard.\n\nLe service des réclamations',
  textAr:
    'السلام عليكم،\n\nكان دعمكم لهذا الشهر ضمن دفعة رُفضت بسبب خلل في الملف. حقكم غير معني بذلك.\n\nصُححت الدفعة وأُعيد إرسال مبلغكم كاملاً إلى المكان الذي تسحبونه منه عادة. نعتذر لكم عن هذا التأخير.\n\nمصلحة الشكايات',
}
