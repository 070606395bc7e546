using AlbEmulator.IdentityProviders;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>The page in a browser, which holds it to its headers.</summary>
public sealed class LoginInBrowserTests
{
    private static readonly string Buttons = "[...document.querySelectorAll('button')]";

    /// <summary>
    /// At a name for which a browser does not say <c>Sec-Fetch-Site</c>, and at one for which it does; the application sends its
    /// users on to another host, which a stricter policy for forms would not let happen.
    /// </summary>
    [Theory]
    [InlineData("login.example")]
    [InlineData("localhost")]
    public async Task Button_leads_to_the_application_and_beyond(string host)
    {
        await using var browser = await Chromium.StartAsync();
        if (browser is null)
        {
            return;
        }

        await using var application = await KestrelTarget.StartAsync(HttpProtocols.Http1, async http =>
        {
            if (http.Request.Path == RuleAction.Authenticate.CallbackPath)
            {
                http.Response.Redirect($"http://beyond.example:{http.Request.Host.Port}/there{http.Request.QueryString}");
                return;
            }

            await http.Response.WriteAsync($"there with {http.Request.QueryString}");
        });
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { Users = [EchoUser.Of("carol", "x"), EchoUser.Of("dave")] });
        var asked = $"http://{host}:{stage.Provider.EndPoint.Port}"
            + ProviderStage.Query(("redirect_uri", $"http://shop.example:{application.Port}/oauth2/idpresponse"), ("state", "s"));

        var tab = browser.Tab;
        Assert.Contains("Who are you?", await tab.OpenAsync(asked), StringComparison.Ordinal);
        Assert.Equal("true", await tab.EvaluateAsync("getComputedStyle(document.body).maxWidth !== 'none'"));
        await tab.EvaluateAsync("document.querySelector('[type=password]').value = 'wrong'; 0");
        await PressAsync(tab, "carol");
        await tab.ShowsAsync("That is not the password of carol.");
        await PressAsync(tab, "dave");
        await tab.ShowsAsync("there with ?code=");
        Assert.StartsWith($"http://beyond.example:{application.Port}/there?code=", await tab.EvaluateAsync("location.href"), StringComparison.Ordinal);
    }

    private static Task<string> PressAsync(BrowserTab tab, string user) =>
        tab.EvaluateAsync($"{Buttons}.find(button => button.value === '{user}').click(); 0");
}
