// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.admin.internal.licenses.FakeLedger;
import io.webgate.admin.internal.people.FakeAccess;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Feature;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.Verdict;
import io.webgate.settings.Settings;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host with modules and people at them, and readers who ask an area of its pages by their routes. One thread. */
public final class Shop extends EmptyPlane {

    public final FakeLedger ledger = new FakeLedger();
    public final FakeAccess access = new FakeAccess();
    public final List<InstalledLicense> licenses = new ArrayList<>();
    public final Map<ModuleId, Limit> limits = new HashMap<>();
    public Optional<GateView> gate = Optional.empty();
    public boolean recording = true;
    public Optional<Settings> settings = Optional.empty();
    public Optional<UsageHistory> history = Optional.empty();

    private final PageTable pages = new PageTable();

    public Shop(Area area) {
        area.addTo(pages);
    }

    @Override
    public Optional<UsageHistory> history() {
        return history;
    }

    @Override
    public Optional<Settings> settings() {
        return settings;
    }

    /** A module that is used so much, as the ledger words it. */
    public Usage uses(Module module, long used, long limit, Verdict... verdicts) {
        Usage plain = Scenes.usage(module, used, limit);
        List<Verdict> all = List.of(verdicts);
        Usage usage = new Usage(
                module,
                limit,
                limit,
                used,
                plain.state(),
                plain.withheld(),
                all.stream().findFirst(),
                all.stream().skip(1).toList());
        ledger.usages.put(module.id(), usage);
        limits.put(module.id(), new Limit(limit, Set.of(), List.of()));
        return usage;
    }

    /** Somebody at a module, the next in order of connection. */
    public Seat seat(Module module, String device, String label, long weight, Feature... features) {
        int order = ledger.seats.size() + 1;
        Seat seat = new Seat(
                new SeatId("seat-" + order),
                order,
                1,
                module.id(),
                new Subject(device, Optional.empty(), Optional.of(label)),
                Optional.empty(),
                weight,
                Set.of(features),
                Readers.NOW.minusSeconds(3600L - order));
        ledger.seats.add(seat);
        return seat;
    }

    /** The answer to one request. */
    public PageAnswer ask(String method, String path, Map<String, String> fields, String language, Role role)
            throws IOException, AccessException {
        PageTable.Found found = pages.find(method, path).orElseThrow();
        FakeHttp http = new FakeHttp(method, path);
        http.parameters.putAll(fields);
        Caller caller = new Caller("anna", Optional.of(role), Optional.empty());
        if (!caller.may(found.right())) {
            throw new IllegalStateException("The door lets nobody with the role " + role + " to " + path);
        }
        http.attributes.put(Caller.ATTRIBUTE, caller);
        return found.page()
                .answer(new PageRequest(
                        http.request(), http.response(), found.placeholders(), Readers.of(language, role), this));
    }

    /** A page as an administrator gets it. */
    public String html(String path, Map<String, String> fields, String language) throws IOException, AccessException {
        return html(ask("GET", path, fields, language, Role.ADMIN));
    }

    public static String html(PageAnswer answer) {
        StringOutput out = new StringOutput();
        if (answer instanceof PageAnswer.Html page) {
            page.body().writeTo(new OwaspHtmlTemplateOutput(out));
        } else if (answer instanceof PageAnswer.Fragment fragment) {
            fragment.body().writeTo(new OwaspHtmlTemplateOutput(out));
        } else {
            throw new AssertionError("No page: " + answer);
        }
        return out.toString();
    }

    @Override
    public Optional<LicenseRegistry> registry() {
        return Optional.of((LicenseRegistry) Proxy.newProxyInstance(
                Shop.class.getClassLoader(),
                new Class<?>[] {LicenseRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "licenses" -> List.copyOf(licenses);
                    case "advice" -> List.of();
                    case "trust" -> "production";
                    case "limits" -> limits();
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    /** As the registry tells them. */
    public Limits limits() {
        Map<ModuleId, Module> modules = new HashMap<>();
        ledger.usages.forEach((id, usage) -> modules.put(id, usage.module()));
        return new Limits(1, Readers.NOW, Optional.empty(), modules, limits);
    }

    @Override
    public Optional<Ledger> ledger() {
        return Optional.of(ledger);
    }

    @Override
    public Optional<GateWatch> watch() {
        return gate.map(Scenes::watch);
    }

    @Override
    public Optional<Access> access() {
        return recording ? Optional.of(access) : Optional.empty();
    }
}
