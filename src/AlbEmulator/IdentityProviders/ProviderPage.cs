using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.IdentityProviders;

/// <summary>What all pages have: the look, the word that this is a plaything, and the headers that keep others out.</summary>
internal static class ProviderPage
{
    /// <summary>Stands on every page.</summary>
    public const string Plaything =
        "This is the echo provider of AlbEmulator, a plaything for trying logins on your own machine. It is no product: "
        + "it keeps nothing, and whoever can reach it can log in. Type no real password here.";

    private static readonly string Style =
        """
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
        ul { list-style: none; padding: 0; }
        li, dt { margin-top: 1rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        label { display: block; }
        button, input { font: inherit; padding: .3rem .8rem; margin: .2rem 0; }
        code { overflow-wrap: anywhere; }
        .told { border-left: .3rem solid #c33; padding-left: .8rem; }
        footer { margin-top: 3rem; border-top: 1px solid; font-size: .875rem; }
        """.ReplaceLineEndings("\n");

    /// <summary>
    /// No script, and the one style. Where a form may lead is every http and https URL: browsers hold each redirect behind a
    /// form to it, those of the application too, to which the load balancer sends its users on.
    /// <see href="https://www.w3.org/TR/CSP3/#directive-form-action"/>
    /// </summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action http: https:; base-uri 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(ProviderAnswer.Page page, HttpResponse response)
    {
        response.StatusCode = page.Status;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XFrameOptions = "DENY";
        if (page.HasForm)
        {
            // With no-referrer a browser says `Origin: null` of what is posted, which is also what a page of others can have it say.
            response.Headers["Referrer-Policy"] = "same-origin";
        }

        return ProviderAnswer.WriteAsync(response, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Of(page).Text));
    }

    private static Html Of(ProviderAnswer.Page page) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{page.Title}</title>
        <style>{new Html(Style)}</style>
        </head>
        <body>
        <main>
        <h1>{page.Title}</h1>
        {page.Body}
        </main>
        <footer><p>{Plaything}</p></footer>
        </body>
        </html>

        """);
}
