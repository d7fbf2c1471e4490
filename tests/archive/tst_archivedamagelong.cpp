// ctest-labels: slow
#include "archive/archivedamage.h"
#include "support/testmain.h"

class TestArchiveDamageLong : public scriptorium::testing::ArchiveDamage
{
  Q_OBJECT

public:
  TestArchiveDamageLong() : ArchiveDamage(100'000, 10'000) {}
};

SCRIPTORIUM_TEST(TestArchiveDamageLong)
#include "tst_archivedamagelong.moc"
