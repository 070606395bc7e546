using AlbEmulator.Model;

namespace AlbEmulator.Authentication;

/// <summary>
/// Where a client is sent to log in: the authorization endpoint with the parameters in the order in which an ALB was seen to
/// write them.
/// </summary>
internal sealed class LoginUrl(RuleAction.Authenticate action)
{
    private readonly string _start =
        $"{action.Provider.AuthorizationEndpoint}{(action.Provider.AuthorizationEndpoint.Contains('?') ? '&' : '?')}client_id={Escaped(action.Provider.ClientId)}&redirect_uri=";

    private readonly string _scope = $"&response_type=code&scope={Escaped(action.Scope)}&state=";

    private readonly string _extra =
        string.Concat(action.ExtraParams.Select(parameter => $"&{Escaped(parameter.Key)}={Escaped(parameter.Value)}"));

    /// <param name="scheme">That the client speaks.</param>
    /// <param name="host">By which it called.</param>
    /// <param name="state">Of the login.</param>
    public string For(string scheme, string host, string state) =>
        $"{_start}{Escaped(Callback(scheme, host))}{_scope}{Escaped(state)}{_extra}";

    /// <summary>Where the provider sends the client back to.</summary>
    public static string Callback(string scheme, string host) => $"{scheme}://{HostAndPort.Lower(host)}{RuleAction.Authenticate.CallbackPath}";

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
