using AlbEmulator.AwsApis;
using AlbEmulator.AwsApis.Json;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.WebConsole;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.ControlPort;

/// <summary>
/// Who may come in to the control port, on every path of it: who calls it by a name of its own, is no page of another origin,
/// and shows the token where there is one. A refusal speaks as the path does. The page of the console, which holds nothing,
/// is there without the token: it asks for it.
/// </summary>
/// <param name="hosts">What it may be called.</param>
/// <param name="token">What has to be shown.</param>
/// <param name="limits">How many it is there for.</param>
/// <param name="api">Speaks as AWS does.</param>
/// <param name="json">Speaks as those of AWS's services do that speak JSON.</param>
/// <param name="elsewhere">Speaks for the services that are not here.</param>
/// <param name="console">The page for people.</param>
internal sealed class ControlEntrance(
    ControlHosts hosts, ControlToken token, ControlLimits limits, QueryApi api, JsonApi json, ServicesElsewhere elsewhere, ConsoleSite console)
{
    private const string Denied = "AccessDeniedException";
    private const string SecFetchSite = "Sec-Fetch-Site";
    private const string ResourcePolicy = "Cross-Origin-Resource-Policy";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var connection = http.Features.GetRequiredFeature<ControlConnection>();
        connection.Begin();
        try
        {
            http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = ControlLimits.Rate;
            http.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate = ControlLimits.Rate;
            // For browsers that let a page of another origin ask without a word about it.
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers[ResourcePolicy] = "same-origin";
            var page = console.Answer(http.Request);
            if ((OfHost(http.Request) ?? OfOrigin(http.Request) ?? (page is null ? OfToken(http.Request) : null)
                ?? OfRoom(http.Request, connection)) is { } refusal)
            {
                await AnswerAsync(http, refusal);
                return;
            }

            if (page is not null)
            {
                await page.ExecuteAsync(http);
                return;
            }

            if (json.IsCall(http.Request))
            {
                await (await json.AnswerAsync(http)).ExecuteAsync(http);
                return;
            }

            if (elsewhere.Answer(http.Request) is { } notHere)
            {
                await notHere.ExecuteAsync(http);
                return;
            }

            if (console.Has(http.Request.Path))
            {
                ControlPaths.OnlyRead(http.Response);
            }
            else
            {
                await next(http);
            }

            await ControlPaths.TellAsync(http);
        }
        finally
        {
            connection.End();
        }
    }

    private QueryError? OfHost(HttpRequest http) => hosts.Have(http.Host.Host)
        ? null
        : Forbidden(
            Denied,
            $"The control port is not called {Quoted.Text(http.Host.Host)}: ask localhost, an address that it is bound to "
            + "or a name without a dot, or have the setting Alb:ControlHosts name that host");

    /// <summary>
    /// Browsers tell where a page is that asks; no other client sends these headers. What a user opens has no origin.
    /// <see href="https://www.w3.org/TR/fetch-metadata/"/>
    /// </summary>
    private static QueryError? OfOrigin(HttpRequest http)
    {
        var isOwn = http.Headers.Origin is [] or [""] || http.Headers.Origin == $"{http.Scheme}://{http.Headers.Host}";
        return isOwn && http.Headers[SecFetchSite].ToString() is "" or "none" or "same-origin"
            ? null
            : Forbidden(
                Denied,
                "Requests of web pages are not taken, but for those of the control port itself: open its address in a tab of its own");
    }

    private QueryError? OfToken(HttpRequest http) =>
        token.IsShownBy(http) ? null
        : ControlToken.Shown(http).Length == 0
            ? Forbidden(
                "MissingAuthenticationToken",
                "The request shows no token: send the setting Alb:ControlToken as Authorization: Bearer TOKEN, or as the access key "
                + "of a client of AWS")
            : Forbidden(
                "InvalidClientTokenId",
                "The security token included in the request is invalid: it is not that of the setting Alb:ControlToken");

    private QueryError? OfRoom(HttpRequest http, ControlConnection connection)
    {
        if (!connection.IsSurplus || http.Path == HealthApi.Path)
        {
            return null;
        }

        http.HttpContext.Response.Headers.Connection = "close";
        return new QueryError(
            "ServiceUnavailable",
            $"The control port has {limits.Connections} connections that are in use, as many as it takes: try again later")
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable,
        };
    }

    private Task AnswerAsync(HttpContext http, QueryError refusal)
    {
        if (json.IsCall(http.Request))
        {
            return JsonApi.Refuse(http.Response, refusal).ExecuteAsync(http);
        }

        if (QueryApi.IsCall(http.Request))
        {
            return api.Refuse(http, refusal).ExecuteAsync(http);
        }

        if (refusal.Code is not (Denied or "ServiceUnavailable"))
        {
            // In HTTP's own words: who comes without a token may come again with one.
            http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            refusal = refusal with { StatusCode = StatusCodes.Status401Unauthorized };
        }

        return ControlRefusal.Of(refusal.StatusCode, refusal.Message).ExecuteAsync(http);
    }

    private static QueryError Forbidden(string code, string message) =>
        new(code, message) { StatusCode = StatusCodes.Status403Forbidden };
}
