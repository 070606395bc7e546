using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class RedirectValuesTests
{
    [Theory]
    [InlineData("HTTPS", 443, "HTTP", "80", "#{host}", "/#{path}", "must not lead from HTTPS to HTTP")]
    [InlineData("HTTPS", 443, "HTTP", "80", "other.example.com", "/", "must not lead from HTTPS to HTTP")]
    [InlineData("HTTPS", 443, "HTTPS", "443", "#{host}", "/#{path}", "creates a loop")]
    [InlineData("HTTPS", 443, "#{protocol}", "#{port}", "#{host}", "/#{path}", "creates a loop")]
    [InlineData("HTTPS", 443, "HTTPS", "8443", "#{host}", "/#{path}", null)]
    [InlineData("HTTP", 80, "HTTP", "#{port}", "#{host}", "/#{path}", "creates a loop")]
    [InlineData("HTTP", 80, "#{protocol}", "80", "#{host}", "/#{path}", "creates a loop")]
    [InlineData("HTTP", 8080, "#{protocol}", "80", "#{host}", "/#{path}", null)]
    [InlineData("HTTP", 80, "HTTPS", "#{port}", "#{host}", "/#{path}", null)]
    [InlineData("HTTP", 80, "#{protocol}", "#{port}", "www.#{host}", "/#{path}", null)]
    [InlineData("HTTP", 80, "#{protocol}", "#{port}", "#{host}", "/new/#{path}", null)]
    public void A_redirect_leads_elsewhere_and_not_to_less_safety(
        string listenerProtocol, int listenerPort, string protocol, string port, string host, string path, string? message)
    {
        var redirect = new RuleAction.Redirect(301) { Protocol = protocol, Port = port, Host = host, Path = path };
        var problem = RedirectValues.ProblemWith(redirect, listenerProtocol, listenerPort);
        Assert.Equal(message is null, problem is null);
        Assert.Contains(message ?? "", problem ?? "");
    }
}
