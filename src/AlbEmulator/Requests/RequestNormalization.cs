using AlbEmulator.Listeners;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Requests;

/// <summary>
/// Reads what the rules and the target will see: the request target in the client's own bytes and the host. Answers
/// what an ALB does not pass on, and <c>Expect: 100-continue</c>.
/// </summary>
internal sealed class RequestNormalization(RequestDelegate next)
{
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    public Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        var rawTarget = request.Exchange.EscapedTarget ?? context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var uri = OriginForm(rawTarget);
        request.Subject.Uri = uri;
        request.Host = context.Request.Headers.Host is [{ Length: > 0 } host, ..]
            ? request.Listener.Hosts.Of(host)
            : new RequestHost(request.Listener.DnsName, request.Listener.DnsName);

        request.Subject.Host = request.Host.Name;
        request.Subject.Method = context.Request.Method;
        if (request.Listener.LoadBalancer.Attributes.DropInvalidHeaderFields)
        {
            InvalidHeaderFields.Drop(context.Request.Headers);
        }

        request.Subject.Headers = context.Request.Headers;
        var method = context.Request.Method;
        if (HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method))
        {
            // TRACE is documented; CONNECT is not, and an ALB is no forward proxy.
            Answers.Give(request, StatusCodes.Status405MethodNotAllowed);
            return Task.CompletedTask;
        }

        if (uri.Length == 0 || uri[0] != '/' || uri.AsSpan().ContainsAny('\r', '\n', '\0') || HeaderLimits.IsExceeded(request))
        {
            Answers.Give(request, StatusCodes.Status400BadRequest);
            return Task.CompletedTask;
        }

        if (ForwardedFor.IsExceeded(context.Request.Headers[ForwardedFor.Name]))
        {
            Answers.Give(request, AnswerPage.TooManyAddresses);
            return Task.CompletedTask;
        }

        // On HTTP/2 Kestrel itself says so, when the body is first read.
        return context.Request.Headers.Expect.Count > 0 && request.Exchange is Http1Exchange exchange
            ? ContinueAsync(request, exchange)
            : next(context);
    }

    /// <summary>An ALB answers at once, whatever becomes of the request, and the target never sees the header.</summary>
    private async Task ContinueAsync(AlbRequest request, Http1Exchange exchange)
    {
        var headers = request.Context.Request.Headers;
        var expected = ConnectionHeader.Has(headers.Expect, "100-continue");
        headers.Expect = default;
        if (expected && !HttpProtocol.IsHttp10(request.Context.Request.Protocol))
        {
            await exchange.Writer.SendInterimAsync(Continue);
        }

        await next(request.Context);
    }

    /// <summary>Path and query of a target that names scheme and authority as well; any other as it is.</summary>
    private static string OriginForm(string target)
    {
        if (target.Length == 0 || target[0] == '/')
        {
            return target;
        }

        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return target;
        }

        var path = target.AsSpan(authority + 3).IndexOfAny('/', '?');
        return path < 0 ? "/" : target[authority + 3 + path] == '?' ? "/" + target[(authority + 3 + path)..] : target[(authority + 3 + path)..];
    }
}
