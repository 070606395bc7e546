using Microsoft.Net.Http.Headers;

namespace AlbEmulator.WebConsole;

/// <summary>
/// A file of the console as it goes to a browser: compressed if that is understood, and not again if it is there already.
/// Nothing from elsewhere is loaded by it, and no page of another may hold it.
/// <see href="https://www.w3.org/TR/CSP3/"/>
/// </summary>
/// <param name="file">What is sent.</param>
/// <param name="vary">Of which headers it depends.</param>
/// <param name="scripts">What may run: of CSP, the sources of <c>script-src</c>.</param>
internal sealed class ConsoleAnswer(ConsoleFile file, string vary, string scripts) : IResult
{
    private static readonly string[] Encodings = ["br", "gzip"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {scripts}; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "same-origin";
        // It may be kept, and is asked for anew: another version may run now.
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = vary;
        response.Headers.ETag = file.Tag.ToString();
        if (IsThere(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var encoding = Array.Find(Encodings, encoding => Takes(request, encoding));
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        var bytes = file.Bytes(encoding);
        response.ContentType = file.ContentType;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(request.Method))
        {
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }

    private bool IsThere(HttpRequest request) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(file.Tag, useStrongComparison: false));

    private static bool Takes(HttpRequest request, string encoding) => request.GetTypedHeaders().AcceptEncoding
        .Any(accepted => accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);
}
