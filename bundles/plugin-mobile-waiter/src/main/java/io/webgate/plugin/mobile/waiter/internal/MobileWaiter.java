// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Routes;
import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.IdleTime;
import io.webgate.gate.session.Responses;
import io.webgate.gate.session.SessionCall;
import io.webgate.gate.session.SessionServlet;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.store.StoreException;
import io.webgate.trade.Kind;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeCalls;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** Sessions of the mobile waiter over HTTP (R62), and what a waiter does in one. Thread-safe. */
@RequireGate
@RequireLicense(module = MobileWaiter.MODULE, path = "mobile-waiter")
@Component(
        service = Servlet.class,
        configurationPid = MobileWaiter.PID,
        reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + MobileWaiter.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/mobile-waiter/sessions", "/mobile-waiter/sessions/*"})
@HttpWhiteboardServletAsyncSupported
@Routes({
    "POST /gate/mobile-waiter/sessions device",
    "GET /gate/mobile-waiter/sessions operator",
    "PUT /gate/mobile-waiter/sessions/{session} device",
    "DELETE /gate/mobile-waiter/sessions/{session} device",
    "GET /gate/mobile-waiter/sessions/{session}/tables device",
    "GET /gate/mobile-waiter/sessions/{session}/goods device",
    "POST /gate/mobile-waiter/sessions/{session}/documents device",
    "GET /gate/mobile-waiter/sessions/{session}/documents device",
    "GET /gate/mobile-waiter/sessions/{session}/documents/{number} device"
})
@Designate(ocd = MobileWaiter.Settings.class)
public final class MobileWaiter extends SessionServlet {

    static final String MODULE = "powerpos.mobile-waiter";
    static final String PID = "io.webgate.plugin.mobile-waiter";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MobileWaiter.class);
    private static final ModuleId ID = new ModuleId(MODULE);

    private final transient Trade trade;
    private final transient TradeCalls calls;
    private volatile Duration idle;
    private transient volatile List<String> tables;

    /** The plugin's settings. */
    @ObjectClassDefinition(
            id = PID,
            name = "%waiter.name",
            description = "%waiter.description",
            localization = "OSGI-INF/l10n/mobile-waiter")
    public @interface Settings {

        /** How long a session lives without keep-alive: an ISO-8601 duration or a number of minutes. */
        @AttributeDefinition(name = "%idle.name", description = "%idle.description")
        String idle() default "PT30M";

        /** The tables, in the order of the page: {@code 1-12}, {@code Terrace 1-4}, a name. */
        @AttributeDefinition(name = "%tables.name", description = "%tables.description")
        String[] tables() default {"1-12"};
    }

    /** Serves while the gate is open and the module is granted. */
    @Activate
    public MobileWaiter(
            @Reference Sessions sessions, @Reference Ledger ledger, @Reference Trade trade, Settings settings) {
        super(sessions, ledger, ID, "mobile-waiter", List.of("waiter"));
        this.trade = trade;
        this.calls = new TradeCalls(trade, EnumSet.of(Kind.ORDER, Kind.CANCELLATION, Kind.BILL));
        this.idle = IdleTime.of(settings.idle(), IdleTime.DEFAULT, PID);
        this.tables = tables(settings, List.of());
    }

    @Modified
    void modified(Settings settings) {
        idle = IdleTime.of(settings.idle(), idle, PID);
        tables = tables(settings, tables);
    }

    private static List<String> tables(Settings settings, List<String> otherwise) {
        try {
            return TableNames.of(List.of(settings.tables()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; tables of {} stay as they were", e.getMessage(), PID);
            return otherwise;
        }
    }

    @Override
    protected Duration idle() {
        return idle;
    }

    @Override
    protected boolean serve(SessionCall call) throws IOException, BadRequest {
        if (!call.is("GET", "tables")) {
            return calls.serve(call);
        }
        try {
            Responses.json(call.response(), 200, Tables.of(tables, trade.open()).toString());
        } catch (StoreException failed) {
            LOG.warn("The tables can't be read", failed);
            Responses.problem(call.response(), TradeCalls.store(failed, call.locale()));
        }
        return true;
    }
}
