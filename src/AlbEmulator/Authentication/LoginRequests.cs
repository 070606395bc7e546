using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Authentication;

/// <summary>Tells the requests apart that no rule sees at a listener on which users log in.</summary>
/// <param name="region">Whose host has the public key.</param>
internal sealed class LoginRequests(string region)
{
    private readonly string _publicKeyHost = PublicKeyHost.Of(region);

    public LoginRequest Of(RuleSubject subject) =>
        subject.Host.Name == _publicKeyHost ? LoginRequest.PublicKey
        : subject.Path.SequenceEqual(RuleAction.Authenticate.CallbackPath) ? LoginRequest.Callback
        : LoginRequest.None;
}

/// <summary>What a request is for at a listener on which users log in.</summary>
internal enum LoginRequest
{
    /// <summary>It is for the rules.</summary>
    None,

    /// <summary>It comes back from a provider.</summary>
    Callback,

    /// <summary>It asks for the key by which targets see who vouches for users.</summary>
    PublicKey,
}
