/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-proxy-private.h"

#include "core/signet-url.h"

/* A server on this machine, as the practice CA is one. No desktop has a proxy between, and asking
 * for one would load half of the desktop's modules. */
static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* GSimpleProxyResolver knows all ways to write an exception: names, "*.example.com", networks. */
static gboolean
is_excepted (GUri              *server,
             const char *const *exceptions)
{
  g_autoptr (GProxyResolver) resolver =
    g_simple_proxy_resolver_new ("http://proxy.invalid:1", (char **) exceptions);
  g_autofree char *uri = g_uri_to_string (server);
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (resolver, uri, NULL, NULL);

  return proxies != NULL && g_str_equal (proxies[0], "direct://");
}

/**
 * signet_transport_proxy_choose:
 * @profile: whose settings they are
 * @server: the address of the CMP server
 * @resolver: (out) (nullable): the proxy of the profile, or %NULL for none
 * @system: (out): whether the system decides instead
 * @error: return location for a %SIGNET_ERROR_URL
 *
 * Looks whether there is a proxy between. One that the profile names is used for a server on this
 * machine, too.
 *
 * Returns: whether the settings make sense
 */
gboolean
signet_transport_proxy_choose (SignetProfile   *profile,
                               GUri            *server,
                               GProxyResolver **resolver,
                               gboolean        *system,
                               GError         **error)
{
  const char *proxy = signet_profile_get_text (profile, SIGNET_SETTING_PROXY);
  const char *const *exceptions = signet_profile_get_list (profile, SIGNET_SETTING_NO_PROXY);
  g_autofree char *url = NULL;

  *system = proxy == NULL && !is_loopback (server) && !is_excepted (server, exceptions);
  if (proxy == NULL || g_str_equal (proxy, "none"))
    return TRUE;

  url = signet_url_normalize_proxy (proxy, error);
  if (url == NULL)
    return FALSE;
  *resolver = g_simple_proxy_resolver_new (url, (char **) exceptions);

  return TRUE;
}
