using AlbEmulator.Metrics;
using AlbEmulator.Model;
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
        var (uri, authority) = OriginForm(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        request.Subject.Uri = uri;
        request.Subject.Host = authority is not null ? request.Listener.Hosts.Of(authority)
            : context.Request.Headers.Host is [{ Length: > 0 } host, ..] ? request.Listener.Hosts.Of(host)
            : request.Listener.Hosts.Unsent;
        request.Subject.Method = context.Request.Method;
        if (request.Exchange.Rejection is { } rejection)
        {
            Answers.Give(request, rejection.StatusCode, rejection.Failure);
            return Task.CompletedTask;
        }

        if (request.Listener.LoadBalancer.Attributes.DropInvalidHeaderFields
            && InvalidHeaderFields.Drop(context.Request.Headers))
        {
            request.Listener.Metrics.Add(LoadBalancerCounter.DroppedInvalidHeaderRequests);
        }

        request.Subject.Headers = context.Request.Headers;
        var method = context.Request.Method;
        if (HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method))
        {
            // TRACE is documented; CONNECT is not, and an ALB is no forward proxy.
            Answers.Give(request, StatusCodes.Status405MethodNotAllowed, NotPassedOn.OfMethod(method));
            return Task.CompletedTask;
        }

        if (!request.Subject.Host.IsValid || !IsPath(uri) || HeaderLimits.IsExceeded(request))
        {
            Answers.Give(request, StatusCodes.Status400BadRequest, NotPassedOn.OfHead(request));
            return Task.CompletedTask;
        }

        if (ForwardedFor.IsExceeded(context.Request.Headers[ForwardedFor.Name]))
        {
            Answers.Give(request, AnswerPage.TooManyAddresses, NotPassedOn.OfAddresses);
            return Task.CompletedTask;
        }

        return context.Request.Headers.Expect.Count > 0 ? ContinueAsync(request) : next(context);
    }

    /// <summary>
    /// An ALB answers at once, whatever becomes of the request, and the target never sees the header. Over HTTP/2 it does
    /// not answer, and so Kestrel is not to see the header either.
    /// </summary>
    private async Task ContinueAsync(AlbRequest request)
    {
        var headers = request.Context.Request.Headers;
        var expected = ConnectionHeader.Has(headers.Expect, "100-continue");
        headers.Expect = default;
        if (expected && !HttpProtocol.IsHttp2(request.Context.Request.Protocol))
        {
            await request.Exchange.SendInterimAsync(Continue);
        }

        await next(request.Context);
    }

    /// <summary>Whether it is what an ALB passes on: it was seen to refuse a NUL in the path, escaped or not.</summary>
    public static bool IsPath(string uri) => uri is ['/', ..] && !uri.AsSpan().ContainsAny('\r', '\n', '\0')
        && !new RequestUri(uri).Path.Contains("%00", StringComparison.Ordinal);

    /// <summary>Path and query of a target that names a scheme and a host as well, and the host; of any other itself.</summary>
    private static (string Uri, string? Authority) OriginForm(string target)
    {
        if (target is "" or ['/', ..] || !AbsoluteTarget.TrySplit<char>(target, out var authority, out var path))
        {
            return (target, null);
        }

        var uri = target[path];
        // Who the client is to the host is nobody's.
        var host = target[authority];
        var name = host[(host.LastIndexOf('@') + 1)..];
        return (uri is ['/', ..] ? uri : "/" + uri, name.Length > 0 ? name : host);
    }
}
