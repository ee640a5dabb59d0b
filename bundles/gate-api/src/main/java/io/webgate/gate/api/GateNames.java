// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.license.api.Module;

/** Names that bundles agree on: capability namespaces, condition ids, the gate's HTTP context. */
public final class GateNames {

    /** Capability that the gate provides and every plugin requires; its wires are the truth about dependents (D1). */
    public static final String HOST_NAMESPACE = "webgate.host";

    /** Requirement by which a plugin names its module; effective {@code active}, so it installs without a licence (D3). */
    public static final String LICENSE_NAMESPACE = "webgate.license";

    /** Attribute of a {@link #LICENSE_NAMESPACE} requirement: the plugin's first path segment under {@code /gate/}. */
    public static final String LICENSE_PATH = "path";

    /** Attribute of a {@link #LICENSE_NAMESPACE} requirement: the module's id. */
    public static final String LICENSE_MODULE = "module";

    /** Prefix of the id of the condition that is there while a module is granted (D2), followed by the module's id. */
    public static final String MODULE_CONDITION = Module.CONDITION;

    /** Name of the servlet context that plugins select for their servlets. */
    public static final String CONTEXT = "webgate.gate";

    /** Whiteboard filter that selects the gate's context. */
    public static final String CONTEXT_SELECT = "(osgi.http.whiteboard.context.name=" + CONTEXT + ")";

    /** Path of the gate's context. */
    public static final String CONTEXT_PATH = "/gate";

    private GateNames() {}
}
