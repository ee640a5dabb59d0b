// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.retail.operations.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Routes;
import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.IdleTime;
import io.webgate.gate.session.SessionCall;
import io.webgate.gate.session.SessionServlet;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
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

import jakarta.servlet.Servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * Operations of retail trade over HTTP (R63): price check and stock query, sale and return, each in an open session (R30).
 * Thread-safe.
 */
@RequireGate
@RequireLicense(module = RetailOperations.MODULE, path = RetailOperations.PATH)
@Component(
        service = Servlet.class,
        configurationPid = RetailOperations.PID,
        reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + RetailOperations.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/retail-operations/sessions", "/retail-operations/sessions/*"})
@HttpWhiteboardServletAsyncSupported
@Routes({
    "POST /gate/retail-operations/sessions device",
    "GET /gate/retail-operations/sessions operator",
    "PUT /gate/retail-operations/sessions/{session} device",
    "DELETE /gate/retail-operations/sessions/{session} device",
    "GET /gate/retail-operations/sessions/{session}/goods device",
    "POST /gate/retail-operations/sessions/{session}/documents device",
    "GET /gate/retail-operations/sessions/{session}/documents device",
    "GET /gate/retail-operations/sessions/{session}/documents/{number} device"
})
@Designate(ocd = RetailOperations.Settings.class)
public final class RetailOperations extends SessionServlet {

    static final String MODULE = "powerpos.retail-operations";
    static final String PATH = "retail-operations";
    static final String PID = "io.webgate.plugin.retail-operations";

    private static final long serialVersionUID = 1L;

    private final transient TradeCalls calls;
    private volatile Duration idle;

    /** The plugin's settings. */
    @ObjectClassDefinition(
            id = PID,
            name = "%retail.name",
            description = "%retail.description",
            localization = "OSGI-INF/l10n/retail-operations")
    public @interface Settings {

        /** How long a session lives without keep-alive: an ISO-8601 duration or a number of minutes. */
        @AttributeDefinition(name = "%idle.name", description = "%idle.description")
        String idle() default "PT30M";
    }

    /** Serves while the gate is open and the module is granted. */
    @Activate
    public RetailOperations(
            @Reference Sessions sessions, @Reference Ledger ledger, @Reference Trade trade, Settings settings) {
        super(sessions, ledger, new ModuleId(MODULE), PATH, List.of("cashier", "waiter"));
        this.calls = new TradeCalls(trade, EnumSet.of(Kind.SALE, Kind.RETURN));
        this.idle = IdleTime.of(settings.idle(), IdleTime.DEFAULT, PID);
    }

    @Modified
    void modified(Settings settings) {
        idle = IdleTime.of(settings.idle(), idle, PID);
    }

    @Override
    protected Duration idle() {
        return idle;
    }

    @Override
    protected boolean serve(SessionCall call) throws IOException, BadRequest {
        return calls.serve(call);
    }
}
