using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AlbEmulator.IdentityProviders;

/// <summary>What a provider answers, before anything is written. Nothing of it may be kept by anybody.</summary>
internal abstract record ProviderAnswer
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ProviderAnswer()
    {
    }

    /// <summary>One header more.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>For somebody who reads.</summary>
    /// <param name="Status">200 and so on.</param>
    /// <param name="Title">Of the window, and the heading.</param>
    /// <param name="Body">What stands below the heading.</param>
    public sealed record Page(int Status, string Title, Html Body) : ProviderAnswer
    {
        /// <summary>Whether it has a form that is posted to this provider.</summary>
        public bool HasForm { get; init; }
    }

    /// <summary>For a program.</summary>
    public sealed record Json(int Status, JsonObject Body) : ProviderAnswer;

    /// <summary>The browser goes elsewhere, with GET.</summary>
    public sealed record Redirect(string Location) : ProviderAnswer;

    /// <summary>A redirect with parameters; those that are null are left out.</summary>
    public static ProviderAnswer To(string url, params IEnumerable<(string Name, string? Value)> parameters) =>
        new Redirect(QueryHelpers.AddQueryString(
            url, parameters.Where(static parameter => parameter.Value is not null).Select(static parameter => KeyValuePair.Create(parameter.Name, parameter.Value))));

    public async Task WriteAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.Pragma = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (Header is var (name, value))
        {
            headers[name] = value;
        }

        switch (this)
        {
            case Page page:
                await ProviderPage.WriteAsync(page, http.Response);
                return;

            case Json json:
                http.Response.StatusCode = json.Status;
                await WriteAsync(http.Response, "application/json", Encoding.UTF8.GetBytes(json.Body.ToJsonString(Readable)));
                return;

            case Redirect redirect:
                // 303: what was posted here, such as a password, is posted nowhere else.
                http.Response.StatusCode = HttpMethods.IsPost(http.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
                headers.Location = redirect.Location;
                return;

            default:
                throw new System.Diagnostics.UnreachableException(GetType().Name);
        }
    }

    internal static async Task WriteAsync(HttpResponse response, string contentType, byte[] body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
        }
    }
}
