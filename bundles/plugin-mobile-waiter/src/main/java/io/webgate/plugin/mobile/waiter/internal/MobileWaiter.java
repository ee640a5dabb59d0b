// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Routes;
import io.webgate.gate.session.IdleTime;
import io.webgate.gate.session.SessionServlet;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
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

import java.time.Duration;
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
    "DELETE /gate/mobile-waiter/sessions/{session} device"
})
@Designate(ocd = MobileWaiter.Settings.class)
public final class MobileWaiter extends SessionServlet {

    static final String MODULE = "powerpos.mobile-waiter";
    static final String PID = "io.webgate.plugin.mobile-waiter";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MobileWaiter.class);
    private static final ModuleId ID = new ModuleId(MODULE);

    private volatile Duration idle;

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
    }

    /** Serves while the gate is open and the module is granted. */
    @Activate
    public MobileWaiter(@Reference Sessions sessions, @Reference Ledger ledger, Settings settings) {
        super(sessions, ledger, ID, "mobile-waiter", List.of("waiter"));
        this.idle = idle(settings, IdleTime.DEFAULT);
    }

    @Modified
    void modified(Settings settings) {
        idle = idle(settings, idle);
    }

    private static Duration idle(Settings settings, Duration otherwise) {
        try {
            return IdleTime.parse(settings.idle());
        } catch (IllegalArgumentException e) {
            LOG.warn("{} of {}; {} stays in force", e.getMessage(), PID, otherwise);
            return otherwise;
        }
    }

    @Override
    protected Duration idle() {
        return idle;
    }
}
