#include "archive/archivedamage.h"
#include "support/testmain.h"

class TestArchiveDamage : public scriptorium::testing::ArchiveDamage
{
  Q_OBJECT

public:
  TestArchiveDamage() : ArchiveDamage(2000, 1500) {}
};

SCRIPTORIUM_TEST(TestArchiveDamage)
#include "tst_archivedamage.moc"
