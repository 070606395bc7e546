namespace AlbEmulator.IdentityProviders;

/// <summary>Asks who somebody is: a form with one button for each user, and one to say no.</summary>
internal sealed class LoginPage(ProviderUrls urls, IReadOnlyList<KnownUser> users)
{
    private static readonly Html Deny = new("<button name=\"deny\" value=\"1\">Deny: tell the application no</button>");

    /// <param name="request">For whom it asks.</param>
    /// <param name="transaction">Under which the request is kept.</param>
    /// <param name="status">401 where something was wrong before.</param>
    /// <param name="told">What that was.</param>
    public ProviderAnswer.Page Of(
        AuthorizationRequest request, string transaction, int status = StatusCodes.Status200OK, string? told = null)
    {
        var problem = told is null ? default : Html.Of($"<p class=\"told\" role=\"alert\">{told}</p>");
        var scope = new OAuthScope(request.Scope);
        var choices = Html.Join(users.Select((user, index) => Choice(user, index, scope, transaction)));
        return new(status, "Who are you?", Html.Of(
            $"""
            {problem}
            <p>The client <strong>{request.ClientId}</strong> at <strong>{new Uri(request.RedirectUri).Authority}</strong> asks for the
            scope <code>{request.Scope}</code>. Choose a user to play.</p>
            <ul>
            {choices}
            </ul>
            {Form(transaction, Deny)}
            """))
        {
            HasForm = true,
        };
    }

    private Html Choice(KnownUser user, int index, OAuthScope scope, string transaction)
    {
        var id = $"password-{index}";
        var password = user.Password is null ? default : Html.Of(
            $"""
            <label for="{id}">Password of {user.Name}</label>
            <input id="{id}" name="password" type="password" autocomplete="off" required>
            """);
        var told = string.Join(", ", user.NamesOfClaims.Where(scope.Tells));
        var fields = Html.Of(
            $"""
            {password}
            <button name="user" value="{user.Name}">Log in as {user.Name}</button> {user.About}
            <div>The application is told <code>{told}</code></div>
            """);
        return Html.Of($"<li>{Form(transaction, fields)}</li>");
    }

    private Html Form(string transaction, Html fields) => Html.Of(
        $"""
        <form method="post" action="{urls.BasePath + ProviderUrls.AuthorizePath}">
        <input type="hidden" name="transaction" value="{transaction}">
        {fields}
        </form>
        """);
}
