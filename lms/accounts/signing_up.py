"""Signing up by code: an account is made only once somebody has shown that the address is theirs."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.views import ConfirmLoginCodeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from lms.accounts.actions import join
from lms.accounts.models import User

_SIGNS_UP = "signs_up"


class CodeProcess(LoginCodeVerificationProcess):
    """allauth's sign-in by code, which may also end in a new account.

    Known and unknown addresses take the same road: the same message, the same writes, the same time.
    """

    @classmethod
    def begin_sign_up(cls, request: HttpRequest, *, email: str, user: User | None) -> None:
        """Mail a code to the address, whoever it belongs to; nothing is written but the session."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        stage.state[_SIGNS_UP] = True
        process = cls(stage=stage)
        process.send()
        process.persist()

    @classmethod
    def resume(cls, stage) -> "CodeProcess | None":
        """Return what is going on in this session; None when its time is over."""
        return cls(stage=stage).abort_if_invalid()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """Mail a code; at sign-up to unknown addresses too."""
        if not self.state.get(_SIGNS_UP):
            super().send_by_email(email, skip_enumeration_mails=skip_enumeration_mails)
            return
        get_adapter().send_mail("account/email/login_code", email, {"code": self.generate_code()})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in whoever typed the code, with a new account where there was none."""
        if self.user is None and self.state.get(_SIGNS_UP):
            self._user = join(self.state["email"])
        return super().finish(redirect_url)


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code"),
    name="dispatch",
)
class ConfirmCodeView(ConfirmLoginCodeView):
    """Takes the code of a sign-in or a sign-up."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Go back to the door when nothing waits for a code here."""
        self.stage = request._login_stage
        self._process = CodeProcess.resume(self.stage)
        if self._process is None:
            return redirect("account_request_login_code")
        # allauth's own dispatch would begin with its own process; the form's is the one after it.
        return FormView.dispatch(self, request, *args, **kwargs)


confirm_code = ConfirmCodeView.as_view()
