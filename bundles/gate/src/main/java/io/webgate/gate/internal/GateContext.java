// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GateNames;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** The plugins' part of HTTP. It exists only together with its door, so that nothing is ever served without it. */
@Component(
        service = ServletContextHelper.class,
        scope = ServiceScope.BUNDLE,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@HttpWhiteboardContext(name = GateNames.CONTEXT, path = GateNames.CONTEXT_PATH)
public final class GateContext extends ServletContextHelper {

    /** Behind this door. */
    @Activate
    public GateContext(@Reference Door door) {
        super();
    }
}
