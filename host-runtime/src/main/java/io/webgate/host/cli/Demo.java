// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Fills a host with something to look at ({@code run --demo}): two licences of the development vendor, a device, two
 * sessions. What is shown is named in {@code demo.properties}. Running it again in the same home adds nothing: a third
 * session too many would stop the gate.
 */
public final class Demo {

    private static final long PATIENCE_SECONDS = 120;

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
            new Demo(HostClient.of(home), properties(), say).fill(home);
        } catch (CommandFailure e) {
            say.accept(Bilingual.text("The demo is incomplete: ", "Демонстрация неполна: ") + e.getMessage());
        }
    }

    private void fill(Home home) {
        String module = what.getProperty("module");
        if (Fields.objects(client.get("/api/v1/licenses").body()).isEmpty()) {
            install("demo-1", 2);
            install("demo-2", 1);
        }
        JsonObject usage = client.get("/api/v1/modules/" + module).body().getAsJsonObject();
        if (Fields.text(usage, "used").equals("0")) {
            openSessions(module);
        }
        say.accept(Bilingual.text(
                "Demo: a licence for 3, 2 sessions open. Look at:",
                "Демо: лицензия на 3, открыто 2 сеанса. Смотрите:"));
        say.accept("  " + client.address() + "/");
        say.accept("  webgate license list --home " + home.root());
        say.accept("  webgate seats " + module + " --home " + home.root());
    }

    private void install(String lineage, long quantity) {
        var issuer = new LicenseIssuer(
                new VendorFolder(System.getenv()).open(new VendorOptions()),
                Catalogue.modules(),
                new SecureRandom(),
                InstantSource.system());
        Draft draft = issuer.prepare(LicenseRequest.forHolder("Demo", Binding.ANYWHERE)
                .application(new ApplicationId(what.getProperty("application")))
                .entitlement(new ModuleId(what.getProperty("module")), quantity)
                .lineage(new Lineage(lineage), 1)
                .build());
        client.post("/api/v1/licenses", issuer.issue(draft), "application/jose+json");
    }

    private void openSessions(String module) {
        JsonObject enrolment = EnrolCommand.enrol(client, "Demo", List.of(module), 2);
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

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream resource = Demo.class.getResourceAsStream("demo.properties")) {
            if (resource == null) {
                throw new IllegalStateException("demo.properties is missing from the program");
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new IllegalStateException("demo.properties cannot be read", e);
        }
        return properties;
    }
}
