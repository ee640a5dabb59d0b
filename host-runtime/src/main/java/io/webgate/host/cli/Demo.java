// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.Bilingual;
import io.webgate.host.Home;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Fills a host with something to look at ({@code run --demo}): licences of the development vendor, a device, two
 * sessions, a dozen reports on an invented restaurant. What is shown is named in {@code demo.properties}. Running it
 * again in the same home adds the reports that are missing, for instance since it was ended halfway, as many as the
 * licence has room for; nothing else, since a third session too many would stop the gate.
 */
public final class Demo {

    /** The feature that has the restaurant. */
    public static final String FEATURE = "demo";

    private static final long PATIENCE_SECONDS = 120;
    private static final String SETTINGS = "/api/v1/config/";

    private final HostClient client;
    private final Properties what;
    private final Consumer<String> say;

    private Demo(HostClient client, Properties what, Consumer<String> say) {
        this.client = client;
        this.what = what;
        this.say = say;
    }

    /** The development vendor's folder; empty in a distribution. */
    public static Optional<Path> vendor() {
        return new VendorFolder(System.getenv()).development();
    }

    /** Waits for the host in this home, then fills it; says where to look. A failure is said and leaves the host up. */
    public static void show(Home home, Consumer<String> say) throws InterruptedException {
        try {
            Readiness.await(home, PATIENCE_SECONDS);
            fill(home, say);
        } catch (CommandFailure e) {
            say.accept(Bilingual.text("The demo is incomplete: ", "Демонстрация неполна: ") + e.getMessage());
        }
    }

    /** Fills a host that is ready. */
    static void fill(Home home, Consumer<String> say) {
        new Demo(HostClient.of(home), properties(), say).fill(home);
    }

    private void fill(Home home) {
        String module = what.getProperty("module");
        if (Fields.objects(client.get("/api/v1/licenses").body()).isEmpty()) {
            install("demo-1", module, 2);
            install("demo-2", module, 1);
        }
        // The licence first: twelve reports of none would stop the gate
        JsonObject reports = reports();
        String licensed = what.getProperty("reports");
        JsonObject known = client.get("/api/v1/modules/" + licensed).body().getAsJsonObject();
        long limit = known.get("limit").getAsLong();
        if (limit == 0) {
            limit = reports.size();
            install("demo-reports", licensed, limit);
        }
        configure(home, reports, limit - known.get("used").getAsLong());
        JsonObject usage = client.get("/api/v1/modules/" + module).body().getAsJsonObject();
        if (Fields.text(usage, "used").equals("0")) {
            openSessions(module);
        }
        say.accept(Bilingual.text(
                "Demo: a licence for 3, 2 sessions open, 12 reports of an invented restaurant. Look at:",
                "Демо: лицензия на 3, открыто 2 сеанса, 12 отчётов вымышленного ресторана. Смотрите:"));
        say.accept("  " + client.address() + "/");
        say.accept("  " + client.address() + what.getProperty("reports-page"));
        say.accept("  webgate license list --home " + home.root());
        say.accept("  webgate seats " + module + " --home " + home.root());
    }

    /** Leaves alone what is there: whoever changed it meant to. */
    private void configure(Home home, JsonObject reports, long room) {
        String restaurant = what.getProperty("source");
        if (!configured(restaurant.substring(0, restaurant.indexOf('~'))).contains(restaurant)) {
            JsonObject source = new JsonObject();
            source.addProperty(
                    "url",
                    "jdbc:sqlite:"
                            + home.root()
                                    .resolve(what.getProperty("restaurant"))
                                    .toAbsolutePath());
            client.put(SETTINGS + restaurant, source);
        }
        String factory = what.getProperty("report");
        Set<String> there = configured(factory);
        long left = room;
        for (String name : reports.keySet()) {
            String pid = factory + "~" + name;
            if (left > 0 && !there.contains(pid)) {
                client.put(SETTINGS + pid, reports.get(name));
                left--;
            }
        }
    }

    private Set<String> configured(String factory) {
        JsonObject settings = client.get(SETTINGS + factory).body().getAsJsonObject();
        return Fields.objects(Fields.list(settings, "configurations")).stream()
                .map(one -> Fields.text(one, "pid"))
                .collect(Collectors.toSet());
    }

    private static JsonObject reports() {
        try (Reader text = new InputStreamReader(resource("demo-reports.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(text).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException("demo-reports.json cannot be read", e);
        }
    }

    private void install(String lineage, String module, long quantity) {
        var issuer = new LicenseIssuer(
                new VendorFolder(System.getenv()).open(new VendorOptions()),
                Catalogue.modules(),
                new SecureRandom(),
                InstantSource.system());
        Draft draft = issuer.prepare(LicenseRequest.forHolder("Demo", Binding.ANYWHERE)
                .application(new ApplicationId(what.getProperty("application")))
                .entitlement(new ModuleId(module), quantity)
                .lineage(new Lineage(lineage), 1)
                .build());
        client.post("/api/v1/licenses", issuer.issue(draft), "application/jose+json");
    }

    private void openSessions(String module) {
        JsonObject enrolment = EnrolCommand.enrol(client, "Demo", List.of(module), 2, 1);
        JsonObject code = new JsonObject();
        code.add("code", enrolment.get("code"));
        JsonObject device =
                client.post("/api/v1/enrolments/redeem", code).body().getAsJsonObject();
        HostClient tablet = client.as(Fields.text(device, "deviceToken"));
        for (String waiter : List.of("Anna", "Борис")) {
            JsonObject wanted = new JsonObject();
            wanted.addProperty("waiter", waiter);
            tablet.post(what.getProperty("sessions"), wanted);
        }
    }

    private static InputStream resource(String name) {
        InputStream resource = Demo.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is missing from the program");
        }
        return resource;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream resource = resource("demo.properties")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new IllegalStateException("demo.properties cannot be read", e);
        }
        return properties;
    }
}
