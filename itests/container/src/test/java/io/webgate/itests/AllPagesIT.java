// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.junit.ClassRule;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** Tests of the pages that share one host and one browser; each leaves the host as {@link PagesHost#clear()} makes it. */
@RunWith(Suite.class)
@Suite.SuiteClasses({
    EveryPage.class,
    SignInPages.class,
    HostilePages.class,
    PluginPages.class,
    LimitsPages.class,
    SeatsPages.class,
    ConfigPages.class,
    WaiterPages.class,
    MailerPages.class,
    ReportsPages.class,
    LivePages.class,
    TroubledPages.class
})
public class AllPagesIT {

    @ClassRule
    public static final PagesHost HOST = new PagesHost("one");
}
