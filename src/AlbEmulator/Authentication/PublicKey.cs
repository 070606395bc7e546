using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Authentication;

/// <summary>
/// The public half of the key by which users are vouched for, where verifiers look for it: behind <c>/KID</c>, at a host of
/// its own on every listener on which users log in. AWS has it at <c>public-keys.auth.elb.REGION.amazonaws.com</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
internal sealed class PublicKey(UserTokenKey key, string region)
{
    private readonly string _host = PublicKeyHost.Of(region);
    private readonly Lazy<Answer> _answer = new(() => new Answer(StatusCodes.Status200OK, "text/plain", Encoding.ASCII.GetBytes(key.PublicPem)));

    /// <summary>The key in PEM; null where another is asked for.</summary>
    public string? Find(ReadOnlySpan<char> kid) => kid.SequenceEqual(key.Kid) ? key.PublicPem : null;

    /// <summary>The key, or 404 where it is another that is asked for.</summary>
    public void Give(AlbRequest request)
    {
        if (request.Subject.Path is ['/', .. var kid] && Find(kid) is not null)
        {
            Answers.Give(request, _answer.Value);
        }
        else
        {
            Answers.Give(request, StatusCodes.Status404NotFound, new(CauseCode.NotAuthenticated, $"{_host} has the one key {key.Kid}"));
        }
    }
}
