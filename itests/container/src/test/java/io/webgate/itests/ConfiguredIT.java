// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.condition.Condition;

import javax.inject.Inject;

import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** What is counted by settings alone, with no plugin that reads them (R27, R29, R54). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfiguredIT {

    private static final String REPORTS = "powerpos.web-reports";
    private static final String REPORT = "io.webgate.plugin.web-reports";
    private static final String SOURCE = REPORT + ".source";
    private static final String MAILER = "powerpos.report-mailer";
    private static final String JOB = "io.webgate.plugin.report-mailer.job";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    private InContainer in;
    private Api admin;
    private ThrowawayVendor vendor;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("configured");
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        vendor = in.vendor();
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
    }

    @After
    public void asBefore() throws Exception {
        for (String factory : new String[] {REPORT, SOURCE, JOB}) {
            org.osgi.service.cm.Configuration[] left =
                    configurations.listConfigurations("(service.factoryPid=" + factory + ")");
            if (left != null) {
                for (org.osgi.service.cm.Configuration one : left) {
                    one.delete();
                }
            }
        }
        eventuallyUsed(REPORTS, 0);
        eventuallyUsed(MAILER, 0);
        admin.removeAllLicenses();
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
    }

    @Test
    public void r27AReportTooManyStopsTheGateUntilItIsDisabledAndAnAdministratorResumes() throws Exception {
        admin.install(vendor.license(REPORTS, 1)).is(201);
        configurations
                .getFactoryConfiguration(REPORT, "daily", "?")
                .update(FrameworkUtil.asDictionary(Map.of("title", "Daily")));
        eventuallyUsed(REPORTS, 1);
        assertEquals("open", admin.gate().text("state"));
        assertEquals("full", module(REPORTS).get("state").getAsString());

        org.osgi.service.cm.Configuration weekly = configurations.getFactoryConfiguration(REPORT, "weekly", "?");
        weekly.update(enabled(true));
        in.eventuallyGateIs("stopped");
        in.eventually(
                "The gate and its dependents are stopped, and nothing else",
                Api.PATIENCE,
                () -> in.notActiveBut(InContainer.GATE_AND_DEPENDENTS));
        JsonObject verdict = admin.gate().object().getAsJsonObject("verdict");
        assertEquals(REPORTS, verdict.get("module").getAsString());
        assertEquals(1, verdict.get("limit").getAsLong());
        assertEquals(2, verdict.get("used").getAsLong());

        // R54: the cause stands, whoever asks
        Answer refused = admin.post("/api/v1/gate/resume", "").is(409);
        assertEquals(REPORTS, refused.text("module"));
        assertEquals(2, refused.number("used"));
        assertEquals("stopped", admin.gate().text("state"));

        // the cause gone, the latch stays until an administrator resumes
        weekly.update(enabled(false));
        eventuallyUsed(REPORTS, 1);
        assertEquals("stopped", admin.gate().text("state"));
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
    }

    @Test
    public void r54ALimitOfWhatWasConfiguredOpensTheGateByItself() throws Exception {
        admin.install(vendor.license(REPORTS, 1)).is(201);
        configurations.getFactoryConfiguration(REPORT, "one", "?").update(enabled(true));
        configurations.getFactoryConfiguration(REPORT, "two", "?").update(enabled(true));
        in.eventuallyGateIs("stopped");
        admin.install(vendor.license(REPORTS, 1)).is(201);
        in.eventuallyGateIs("open");
        in.eventuallyNotActiveBut(Set.of());
    }

    @Test
    public void r29AJobTooManyHoldsTheMailerAloneAndTheGateGoesOn() throws Exception {
        admin.install(vendor.license(MAILER, 1)).is(201);
        org.osgi.service.cm.Configuration one = configurations.getFactoryConfiguration(JOB, "one", "?");
        one.update(enabled(true));
        eventuallyUsed(MAILER, 1);
        in.eventually("The mailer is granted", Api.PATIENCE, () -> isGranted(MAILER) ? "" : "no condition");

        org.osgi.service.cm.Configuration two = configurations.getFactoryConfiguration(JOB, "two", "?");
        two.update(enabled(true));
        eventuallyUsed(MAILER, 2);
        in.eventually("The mailer is held", Api.PATIENCE, () -> isGranted(MAILER) ? "its condition is there" : "");
        assertEquals("over", module(MAILER).get("state").getAsString());
        assertEquals("open", admin.gate().text("state"));
        assertEquals("", in.notActiveBut(Set.of()));

        two.update(enabled(false));
        in.eventually("The mailer goes on", Api.PATIENCE, () -> isGranted(MAILER) ? "" : "its condition is not there");
        assertEquals(1, module(MAILER).get("used").getAsLong());
    }

    @Test
    public void limitZeroWithNothingConfiguredWithholdsTheModuleAndDoesNothingElse() throws Exception {
        long before = verdictsOf(REPORTS);
        for (String id : new String[] {REPORTS, MAILER}) {
            JsonObject module = module(id);
            assertEquals(id, 0, module.get("limit").getAsLong());
            assertEquals(id, 0, module.get("used").getAsLong());
            assertEquals(id, "none", module.get("state").getAsString());
            // The test before may have had a licence for it
            in.eventually(id + " is withheld", Api.PATIENCE, () -> isGranted(id) ? "its condition is there" : "");
        }
        configurations.getFactoryConfiguration(REPORT, "off", "?").update(enabled(false));
        configurations.getFactoryConfiguration(JOB, "off", "?").update(enabled(false));
        // so long that each meter was read again
        configurations.getFactoryConfiguration(JOB, "on", "?").update(enabled(true));
        eventuallyUsed(MAILER, 1);
        assertEquals(0, module(REPORTS).get("used").getAsLong());
        assertEquals("open", admin.gate().text("state"));
        assertEquals(before, verdictsOf(REPORTS));
        assertEquals("", in.notActiveBut(Set.of()));
    }

    /** The settings of a report that would run. */
    private static String report(String title, String more) {
        return "{\"title\":\"" + title + "\",\"source\":\"shop\",\"query\":\"SELECT 1\"" + more + "}";
    }

    @Test
    public void r27ThroughSettingsAloneWhileThePluginAndThenTheGateAreStopped() throws Exception {
        // installed and not running: its settings count and can be changed all the same
        Bundle plugin = in.bundle("io.webgate.plugin.web.reports");
        plugin.stop();
        try {
            admin.install(vendor.license(REPORTS, 1)).is(201);
            String daily = "/api/v1/config/" + REPORT + "~daily";
            String weekly = "/api/v1/config/" + REPORT + "~weekly";
            Answer form = admin.get("/api/v1/config/" + REPORT, "Accept-Language", "ru")
                    .is(200);
            assertEquals("\u041e\u0442\u0447\u0451\u0442", form.text("name"));
            admin.put(daily, "{\"rows\":10}").is(422);
            assertTrue(admin.put(daily, report("D", ",\"rows\":1048576"))
                    .is(422)
                    .body()
                    .contains("from 1 to 1048575"));
            admin.put(daily, report("Daily", ",\"rows\":10")).is(201);
            Answer made = admin.put(
                            "/api/v1/config/" + SOURCE + "~shop",
                            "{\"url\":\"jdbc:postgresql://nowhere.invalid/shop\",\"password\":\"hunter2\"}")
                    .is(201);
            assertFalse(made.body(), made.body().contains("hunter2"));
            assertEquals(
                    "hunter2",
                    configurations
                            .getFactoryConfiguration(SOURCE, "shop", "?")
                            .getProperties()
                            .get("password"));

            // told before it is saved, at once, though the ledger looks at its meters only now and then
            Answer refused = admin.put(weekly, report("Weekly", "")).is(409);
            assertEquals("limit-exceeded", refused.text("code"));
            assertEquals(REPORTS, refused.text("module"));
            assertEquals(1, refused.number("limit"));
            assertEquals(2, refused.number("used"));
            admin.get(weekly).is(404);
            assertEquals("open", admin.gate().text("state"));
            admin.put(weekly, report("Weekly", ",\"enabled\":false")).is(201);
            admin.put(weekly + "?confirm=true", report("Weekly", "")).is(200);
            in.eventuallyGateIs("stopped");

            // R51: settings are changed while the gate is stopped
            Answer off =
                    admin.put(weekly, report("Weekly", ",\"enabled\":false")).is(200);
            eventuallyUsed(REPORTS, 1);
            admin.post("/api/v1/gate/resume", "").is(200);
            in.eventuallyGateIs("open");

            // somebody else's change in between: 412 with the difference, and nothing is lost
            String looked = off.header("ETag");
            configurations
                    .getFactoryConfiguration(REPORT, "weekly", "?")
                    .update(FrameworkUtil.asDictionary(
                            Map.of("title", "By hand", "source", "shop", "query", "SELECT 1", "enabled", false)));
            Answer second = admin.send(
                            "PUT", weekly, report("Mine", "").getBytes(StandardCharsets.UTF_8), "If-Match", looked)
                    .is(412);
            assertTrue(second.body(), second.body().contains("By hand"));
            var history = admin.get(weekly + "/history").is(200).array();
            String first = history.get(history.size() - 1)
                    .getAsJsonObject()
                    .get("entry")
                    .getAsString();
            admin.post(weekly + "/history/" + first + "/restore", "").is(200);
            assertEquals(
                    "Weekly",
                    configurations
                            .getFactoryConfiguration(REPORT, "weekly", "?")
                            .getProperties()
                            .get("title"));
            assertTrue(admin.get(weekly + "/history").is(200).body().contains("By hand"));
            String exported = admin.get("/api/v1/config/export").is(200).body();
            assertFalse(exported, exported.contains("hunter2"));
            admin.delete(weekly).is(204);
            admin.get(weekly).is(404);
            assertTrue(
                    admin.post("/api/v1/config/import", exported).is(200).body().contains("weekly"));
            assertEquals(
                    "Weekly",
                    admin.get(weekly)
                            .is(200)
                            .object()
                            .getAsJsonObject("values")
                            .get("title")
                            .getAsString());
            admin.eventuallyActs("settings-imported");
        } finally {
            plugin.start();
        }
    }

    /** R100: every setting of the host's own bundles speaks both languages, says what it does, and has a default or a need. */
    @Test
    public void r100EverySettingOfOursIsDescribedInBothLanguages() throws Exception {
        var english =
                admin.get("/api/v1/config", "Accept-Language", "en").is(200).array();
        var russian =
                admin.get("/api/v1/config", "Accept-Language", "ru").is(200).array();
        StringBuilder seen = new StringBuilder();
        for (int at = 0; at < english.size(); at++) {
            JsonObject one = english.get(at).getAsJsonObject();
            JsonObject other = russian.get(at).getAsJsonObject();
            String pid = one.get("pid").getAsString();
            assertEquals(pid, other.get("pid").getAsString());
            if (!one.get("bundle").getAsString().startsWith("io.webgate.")) {
                continue;
            }
            seen.append(pid).append(' ');
            assertTrue(pid, other.get("name").getAsString().matches("(?s).*[\u0430-\u044f].*"));
            for (int field = 0; field < one.getAsJsonArray("fields").size(); field++) {
                JsonObject told = other.getAsJsonArray("fields").get(field).getAsJsonObject();
                assertTrue(
                        pid + " " + told, told.get("description").getAsString().matches("(?s).*[\u0430-\u044f].*"));
                assertFalse(pid + " " + told, told.toString().contains("\"%"));
            }
        }
        for (String pid : new String[] {
            "io.webgate.host",
            "io.webgate.store",
            "io.webgate.access",
            "io.webgate.gate",
            "io.webgate.enforcement.exchange",
            "io.webgate.plugin.mobile-waiter",
            "io.webgate.plugin.report-mailer",
            "io.webgate.plugin.report-mailer.job",
            REPORT,
            SOURCE,
            "org.apache.felix.http"
        }) {
            assertTrue(pid + " in " + seen, seen.toString().contains(pid + " "));
        }
    }

    private static Dictionary<String, Object> enabled(boolean enabled) {
        return FrameworkUtil.asDictionary(Map.of("enabled", enabled));
    }

    private long verdictsOf(String id) throws Exception {
        return admin.get("/api/v1/verdicts").is(200).array().asList().stream()
                .filter(entry ->
                        entry.getAsJsonObject().get("module").getAsString().equals(id))
                .count();
    }

    private JsonObject module(String id) throws Exception {
        return admin.get("/api/v1/modules/" + id).is(200).object();
    }

    private void eventuallyUsed(String id, long expected) {
        in.eventually(expected + " of " + id + " are in use", Api.PATIENCE, () -> {
            long used = module(id).get("used").getAsLong();
            return used == expected ? "" : "used " + used;
        });
    }

    private boolean isGranted(String id) throws Exception {
        return !context.getServiceReferences(Condition.class, "(osgi.condition.id=webgate.module." + id + ")")
                .isEmpty();
    }
}
